import { coursesDatabase } from './courses/database-part.ts'
import { curriculumDatabase } from './curriculum/database-part.ts'
import { lessonsDatabase } from './lessons/database-part.ts'
import { libraryDatabase } from './library/database-part.ts'
import { peopleDatabase } from './people/database-part.ts'
import { platformDatabase } from './platform/database-part.ts'
import { scheduleDatabase } from './schedule/database-part.ts'
import { recordingsDatabase } from './recordings/database-part.ts'
import { researchDatabase } from './research/database-part.ts'
import { reportsDatabase } from './reports/database-part.ts'
import { programmesDatabase } from './training/programmes/database-part.ts'
import { visitsDatabase } from './training/visits/database-part.ts'
import { trainingDatabase } from './training/database-part.ts'
import type { DatabasePart } from './platform/database/database-part.ts'

/** Entities and migrations of every module, in the order in which migrations must run. */
export const DATABASE_PARTS: readonly DatabasePart[] = [
  platformDatabase,
  peopleDatabase,
  curriculumDatabase,
  libraryDatabase,
  scheduleDatabase,
  lessonsDatabase,
  coursesDatabase,
  recordingsDatabase,
  researchDatabase,
  trainingDatabase,
  programmesDatabase,
  visitsDatabase,
  reportsDatabase,
]
