/** `npm run reset`: empties the data folder; the next start begins anew with demo data. */
import { emptyDataFolder } from './lib/data-folder.mjs'
import { removeOutsideCluster } from './lib/postgres-home.mjs'
import { main, say } from './lib/say.mjs'
import { readSettings } from './lib/settings.mjs'

await main(async () => {
  const { dataFolder } = readSettings()
  await emptyDataFolder(dataFolder)
  await removeOutsideCluster(dataFolder)
  say(`已清空 ${dataFolder}`, 'emptied')
})
