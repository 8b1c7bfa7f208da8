import { pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import { noWishes } from '../../platforms/support/app.ts';
import { testDoors } from '../../platforms/support/doors.ts';
import { tinyImage } from '../../platforms/support/tiny-image.ts';

/** Pushes an app to the Fly of its environment in this process, to be killed on the way: `node push-process.ts APP RELEASE`. */
const [app = '', release = ''] = process.argv.slice(2);
const place = { org: 'personal', region: 'fra', database: 'none' as const };
const wanted = { verb: 'push' as const, app, appNamed: true, ...noWishes, ...place };
await pushTo(
  platformNamed('fly'),
  wanted,
  () => tinyImage({ release, database: 'none' }),
  testDoors({ env: process.env }),
);
