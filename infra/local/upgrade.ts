import { OfficeInUseError } from '../../shared/adapters/local/process-lock.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { runCommand, UsageError } from './run-command.ts';
import { readSettings } from './settings.ts';
import { goBack, upgradeHome } from './upgrade-home.ts';

const usage = 'npm run upgrade [-- --back]';

runCommand(async () => {
  const [option, ...others] = process.argv.slice(2);
  if (others.length > 0 || (option !== undefined && option !== '--back'))
    throw new UsageError('Không hiểu tùy chọn.');
  const { home } = readSettings(process.env);
  const now = new Date();
  try {
    if (option === '--back') {
      const back = await goBack(home, now);
      console.log(
        back === undefined
          ? 'Không có bản sao của lần nâng cấp nào để quay lại.'
          : `Đã quay lại dữ liệu trước lần nâng cấp gần nhất. Dữ liệu sau nâng cấp giữ tại ${back.kept}: thư nhận sau khi nâng cấp chỉ có ở đó. Cài lại phần mềm bản trước rồi khởi động.`,
      );
      if (back === undefined) process.exitCode = 1;
      return;
    }
    const rounds = activeRounds(now.getFullYear()).map(({ round }) => round.id);
    const result = await upgradeHome(home, rounds, now);
    if (result.outcome === 'nothing-to-do') console.log('Dữ liệu đã phù hợp với bản phần mềm này.');
    else if (result.outcome === 'done')
      console.log(
        `Đã nâng cấp dữ liệu. Bản sao trước nâng cấp: ${result.copy}. Cần quay lại: npm run upgrade -- --back`,
      );
    else {
      console.error(`Chưa nâng cấp được: ${result.because}. Dữ liệu đã được trả về như trước.`);
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof OfficeInUseError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}, usage);
