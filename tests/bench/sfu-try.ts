import { measureSfu } from './sfu.ts'; console.log(await measureSfu([50]))
