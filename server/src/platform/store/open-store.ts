import { join } from 'node:path'
import type { Config } from '../config.ts'
import { FolderStore } from './folder-store.ts'
import type { ObjectStore } from './object-store.ts'
import { S3Store } from './s3-store.ts'

/** The store that the environment names: a bucket when there is `S3_ENDPOINT`, otherwise a folder. */
export const openStore = (config: Config): ObjectStore =>
  config.s3 ? new S3Store(config.s3) : new FolderStore(join(config.dataDir, 'store'))
