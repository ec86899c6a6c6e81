// The cloud home of Hồ Sơ, as `cdk synth` and `cdk deploy` run it.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { HosoStack } from './hoso-stack.ts';
import { readSettings } from './settings.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new HosoStack(app, 'Hoso', {
  settings: readSettings(app.node),
  functionsFolder: '.build/functions',
});
