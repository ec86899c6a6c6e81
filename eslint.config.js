import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The clock, the environment and randomness reach shared/ through ports only (architecture: the core knows neither home). */
const impureGlobals = [
  { selector: "MemberExpression[object.name='process']", message: 'Pass it in: shared/ knows no process.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the clock port.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Use the clock port.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Use the ids port.' },
  { selector: 'CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]', message: 'Use the ids port.' },
];

export default tseslint.config(
  { ignores: ['node_modules', '.build', '.hoso', 'cdk.out', 'coverage', '.ci-tools'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            '*.js',
            '*.mjs',
            '*.cjs',
            'functions/portal/assets/*.js',
            'tests/support/cloud/*.mjs',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['shared/adapters/**'],
    rules: { 'no-restricted-syntax': ['error', ...impureGlobals] },
  },
  {
    files: ['*.js', '*.mjs', '*.cjs', 'tests/support/cloud/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        module: 'writable',
      },
    },
  },
  {
    files: ['functions/portal/assets/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        document: 'readonly',
        fetch: 'readonly',
        location: 'readonly',
        DOMParser: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
