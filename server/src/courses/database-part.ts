import type { DatabasePart } from '../platform/database/database-part.ts'
import { CourseRow } from './course.entity.ts'
import { CreateCourses1764100000111 } from './migrations/create-courses.ts'

export const coursesDatabase: DatabasePart = {
  entities: [CourseRow],
  migrations: [CreateCourses1764100000111],
}
