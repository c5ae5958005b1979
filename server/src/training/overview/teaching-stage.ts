/** 任教学段 of a person as stages of ours: 2 小学, 3 普通初中; null where nobody said, and the school's stages stand in. */
export const TEACHING_STAGE = `
  case p.taught_stage when '2' then '{primary}'::text[] when '3' then '{junior}'::text[] end`
