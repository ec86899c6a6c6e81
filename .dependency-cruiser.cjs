/** Directions of architecture: infra, functions → shared; inside shared the layers look one way only. */
const layer = (name) => `^shared/${name}/`;
const forbid = (from, to, comment) => ({
  name: `${from.replace(/[^a-z]+/g, '-')}-to-${to.join('-')}`,
  comment,
  severity: 'error',
  from: { path: `^shared/${from}/` },
  to: { path: to.map(layer) },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-knows-no-home',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(infra|functions|tests)/' },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^(infra|functions)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'functions-know-no-infra',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^infra/' },
    },
    forbid(
      'domain',
      [
        'vietnamese',
        'mail',
        'formats',
        'rubrics',
        'extraction',
        'appraisal',
        'pipeline',
        'ports',
        'adapters',
      ],
      'domain depends on nothing',
    ),
    forbid(
      'vietnamese',
      ['mail', 'formats', 'rubrics', 'extraction', 'appraisal', 'pipeline', 'ports', 'adapters'],
      'vietnamese knows domain only',
    ),
    forbid(
      'mail',
      ['rubrics', 'extraction', 'appraisal', 'pipeline', 'ports', 'adapters'],
      'mail knows domain and vietnamese',
    ),
    forbid(
      'formats',
      ['rubrics', 'extraction', 'appraisal', 'pipeline', 'ports', 'adapters'],
      'formats know mail (nested mails), domain and vietnamese',
    ),
    forbid(
      'rubrics',
      ['mail', 'formats', 'extraction', 'appraisal', 'pipeline', 'ports', 'adapters'],
      'rubrics know domain and vietnamese',
    ),
    forbid(
      'extraction',
      ['mail', 'formats', 'appraisal', 'pipeline', 'ports', 'adapters'],
      'extraction knows rubrics and below',
    ),
    forbid(
      'appraisal',
      ['mail', 'formats', 'pipeline', 'ports', 'adapters'],
      'appraisal knows extraction and below',
    ),
    forbid('pipeline', ['formats', 'adapters'], 'the pipeline reads files through a port'),
    forbid(
      'ports',
      ['vietnamese', 'mail', 'formats', 'rubrics', 'extraction', 'appraisal', 'pipeline', 'adapters'],
      'ports know domain only',
    ),
    forbid(
      'adapters',
      ['vietnamese', 'mail', 'formats', 'rubrics', 'extraction', 'appraisal', 'pipeline'],
      'adapters know ports and domain',
    ),
    {
      name: 'no-cloud-in-the-core',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/adapters/' },
      to: { path: 'node_modules/(@aws-sdk|aws-cdk-lib|libsql)' },
    },
    {
      name: 'file-libraries-in-formats-and-appraisal',
      severity: 'error',
      from: { path: '^(shared|infra|functions)/', pathNot: '^shared/(formats|appraisal)/' },
      to: {
        path: 'node_modules/(exceljs|@e965|docx|pdf-parse|@embedpdf|saxes|yauzl|fflate|sharp|tesseract\\.js|heic-decode|7z-wasm|asn1js|officecrypto-tool)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
