import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateExchange1764200000005 } from './migrations/create-exchange.ts'
import { CountWatchingByClass1764100000101 } from './migrations/count-watching-by-class.ts'
import { CreateLibraryFind1764000000030 } from './migrations/create-library-find.ts'
import { CreateLibraryUse1764000000050 } from './migrations/create-library-use.ts'
import { CreateLibraryWatch1764000000040 } from './migrations/create-library-watch.ts'
import { CreateLibrary1764000000020 } from './migrations/create-library.ts'
import { CreatePacks1764100000062 } from './migrations/create-packs.ts'
import { CreateUploads1764000000025 } from './migrations/create-uploads.ts'
import { PartLibraryBodies1764100000006 } from './migrations/part-library-bodies.ts'
import {
  FileDownloadRow,
  ResourceFileRow,
  ResourceLineageRow,
  ResourceNodeRow,
  ResourceRow,
  ResourceVersionRow,
  ReviewRecordRow,
} from './resources/resource.entity.ts'

export const libraryDatabase: DatabasePart = {
  entities: [
    FileDownloadRow,
    ResourceFileRow,
    ResourceLineageRow,
    ResourceNodeRow,
    ResourceRow,
    ResourceVersionRow,
    ReviewRecordRow,
  ],
  migrations: [
    CreateLibrary1764000000020,
    CreateUploads1764000000025,
    CreateLibraryFind1764000000030,
    CreateLibraryWatch1764000000040,
    CreateLibraryUse1764000000050,
    PartLibraryBodies1764100000006,
    CreateExchange1764200000005,
    CountWatchingByClass1764100000101,
    CreatePacks1764100000062,
  ],
}
