import { Stage, STAGES_OF_TYPE, SUBJECTS } from './codes.ts'

/** 中小学课程, JY/T 1001-2012. */
const JYT_SUBJECTS = '11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 40 41 42 43 60 61 62'

describe('code sets', () => {
  it('have one subject for every outside code', () => {
    expect(Object.values(SUBJECTS).flat().sort()).toEqual(JYT_SUBJECTS.split(' '))
  })
  it('name the stages of a school type in the order of the grades', () => {
    for (const stages of Object.values(STAGES_OF_TYPE))
      expect(stages).toEqual(Stage.options.filter((stage) => stages.includes(stage)))
  })
})
