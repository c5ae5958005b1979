import 'reflect-metadata'
import { DATABASE_PARTS } from './database-parts.ts'
import { generateDemoLessons } from './demo/generate-demo-lessons.ts'
import { seedDemoCourses } from './demo/seed-demo-courses.ts'
import { seedDemoCurriculum } from './demo/seed-demo-curriculum.ts'
import { seedDemoDesigns } from './demo/seed-demo-designs.ts'
import { seedDemoLessons } from './demo/seed-demo-lessons.ts'
import { seedDemoSchedule } from './demo/seed-demo-schedule.ts'
import { seedDemoTimetable } from './demo/seed-demo-timetable.ts'
import { seedDemoMasterLessons } from './demo/seed-demo-master-lessons.ts'
import { seedDemoResearch } from './demo/seed-demo-research.ts'
import { seedDemoProgrammes } from './demo/seed-demo-programmes.ts'
import { seedDemoVisits } from './demo/seed-demo-visits.ts'
import { seedDemoWeek } from './demo/seed-demo-week.ts'
import { seedDemoObservation } from './demo/seed-demo-observation.ts'
import { seedDemoRooms } from './demo/seed-demo-rooms.ts'
import { seedDemoTraining } from './demo/training/seed-demo-training.ts'
import { demoAccountsIn, seedDemo } from './demo/seed-demo.ts'
import { createDataSource } from './platform/database/data-source.ts'
import { dayIn } from './platform/day.rules.ts'
import { runProcess } from './platform/run-process.ts'

/** `--accounts` prints the demo accounts there are as JSON; otherwise an empty database is filled with the demo county. */
await runProcess('demo', async (config, logger) => {
  const source = await createDataSource(config, DATABASE_PARTS).initialize()
  try {
    if (process.argv.includes('--accounts')) {
      process.stdout.write(`${JSON.stringify(await demoAccountsIn(source))}\n`)
      return
    }
    const today = dayIn(config.timeZone, new Date())
    const done = await seedDemo(source, today)
    if (done) await seedDemoCurriculum(source, today)
    if (done) await seedDemoSchedule(source, today, new Date())
    if (done) await seedDemoTimetable(source, config, today)
    if (done) await seedDemoLessons(source, config, new Date())
    if (done) await seedDemoWeek(source, config, new Date())
    if (done) await seedDemoCourses(source, new Date())
    if (done) await seedDemoRooms(source, new Date())
    if (done) await seedDemoMasterLessons(source, config.timeZone, new Date())
    if (done) await seedDemoResearch(source, config.timeZone, new Date())
    // After the sessions they belong to.
    if (done) await seedDemoDesigns(source, new Date())
    if (done) await seedDemoProgrammes(source, config.timeZone, new Date())
    if (done) await seedDemoVisits(source, config.timeZone, new Date())
    if (done) await seedDemoObservation(source, new Date())
    // Last: what was planned by hand has its people already.
    if (done) await generateDemoLessons(config, logger)
    if (done) await seedDemoTraining(source, config, logger, today)
    logger.info(done ? 'demo county created' : 'the database is in use, the demo leaves it alone')
  } finally {
    await source.destroy()
  }
})
