import type pg from 'pg'
import { initialsOfWord, pairsOf, soundOf, wordsOfText } from '../../server/src/library/find/segment.ts'

/** Own small generator: a bench searches the same library each time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const SUBJECTS = [
  [
    'mathematics',
    [
      '分数乘法',
      '三角形的面积',
      '小数除法',
      '圆的周长',
      '百分数',
      '平移与旋转',
      '方程',
      '统计图',
      '负数',
      '比例',
    ],
  ],
  [
    'chinese',
    [
      '观潮',
      '山村的早晨',
      '古诗诵读',
      '口语交际',
      '习作指导',
      '标点符号',
      '修辞手法',
      '阅读理解',
      '汉字结构',
      '成语',
    ],
  ],
  ['english', ['天气', '动物', '问路', '购物', '家庭', '颜色', '数字', '一般现在时', '字母', '节日']],
  [
    'science',
    ['水的蒸发', '光的反射', '植物的生长', '电路', '磁铁', '天平', '月相', '岩石', '声音', '食物链'],
  ],
  ['music', ['节奏', '音阶', '合唱', '民歌', '打击乐', '识谱', '竖笛', '欣赏', '律动', '强弱']],
] as const
const SHAPES = [
  '的初步认识',
  '练习课',
  '复习',
  '实验',
  '拓展',
  '易错题讲解',
  '导入',
  '游戏',
  '第一课时',
  '第二课时',
]
const TYPES = ['micro_lesson', 'courseware', 'lesson_plan', 'task_sheet', 'exercise', 'recording']
const LICENCES = ['county', 'cc_by_nc_sa', 'school']
const BODY =
  '教师 学生 课堂 观察 讨论 合作 思考 例题 板书 总结 作业 目标 重点 难点 步骤 情境 提问 反馈 生活 图片'.split(
    ' ',
  )

const BATCH = 2_000

/** Fills the library's own tables with resources that were never uploaded: what a search reads, and what cards are made of. */
export async function growTo(database: pg.Client, size: number): Promise<void> {
  const { rows } = await database.query<{ count: number }>('select count(*)::int as count from library_entry')
  for (let from = rows[0]!.count; from < size; from += BATCH)
    await grow(database, from, Math.min(size, from + BATCH))
  await database.query('analyze')
}

async function grow(database: pg.Client, from: number, to: number): Promise<void> {
  const made = Array.from({ length: to - from }, (_, at) => invented(from + at))
  await database.query('begin')
  await database.query(STORE, [JSON.stringify(made)])
  const words = [...new Set(made.flatMap(({ title_lexemes }) => title_lexemes))]
  await database.query(
    `insert into library_word (word, sound, initials, uses)
     select *, 1 from unnest($1::text[], $2::text[], $3::text[]) on conflict (word) do update set uses = library_word.uses + 1`,
    [words, words.map(soundOf), words.map(initialsOfWord)],
  )
  await database.query('commit')
}

function invented(number: number) {
  const random = generator(number * 7_919 + 1)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const [subject, topics] = pick(SUBJECTS)
  const grade = 1 + Math.floor(random() * 9)
  const title = `${pick(topics)}${pick(SHAPES)}${number % 500}`
  const body = Array.from({ length: 60 }, () => pick(BODY)).join('')
  const words = wordsOfText(title)
  const heads = [...new Set([...words, ...pairsOf(title)])]
  return {
    title,
    sound: soundOf(title),
    subject,
    grade,
    grade_to: Math.min(9, grade + (random() < 0.2 ? 1 : 0)),
    type: pick(TYPES),
    licence: pick(LICENCES),
    duration: random() < 0.5 ? Math.floor(random() * 3_000_000) : null,
    popularity: Math.floor(random() ** 4 * 5_000),
    org: Math.floor(random() * 14),
    title_lexemes: heads,
    all_lexemes: [...new Set([...heads, ...wordsOfText(body)])],
    body,
  }
}

const STORE = `
  with made as (
    select *, gen_random_uuid() as resource_id, gen_random_uuid() as version_id from jsonb_to_recordset($1::jsonb)
      as m(title text, sound text, subject text, grade int, grade_to int, type text, licence text, duration bigint,
           popularity real, org int, title_lexemes text[], all_lexemes text[], body text)
  ), orgs as (
    select id, row_number() over (order by name) - 1 as place, count(*) over () as total from organization
  ), placed as (
    select made.*, orgs.id as org_id from made join orgs on orgs.place = made.org % orgs.total
  ), resources as (
    insert into resource (id, type, org_id, author_id, standing, scope, published_version_id, published_at, created_at)
    select resource_id, type, org_id, (select id from person order by county_no limit 1), 'ONLINE', 'county', version_id,
           now() - random() * interval '900 days', now() from placed
    returning id, published_at
  ), versions as (
    insert into resource_version (id, resource_id, number, state, scope, metadata, created_at, updated_at)
    select version_id, resource_id, 1, 'PUBLISHED', 'county', jsonb_build_object('title', title, 'description', '',
             'keywords', '[]'::jsonb, 'topics', '[]'::jsonb, 'subject', subject, 'gradeFrom', grade, 'gradeTo', grade_to,
             'licence', licence), now(), now() from placed
    returning id
  ), entries as (
    insert into library_entry (resource_id, version_id, school_path, stage, subject, grade_from, grade_to, edition_id, type,
      duration_ms, org_id, licence, published_at, popularity, title, title_sound)
    select p.resource_id, p.version_id, null, case when grade_to <= 6 then 'primary' else 'junior' end, subject, grade, grade_to,
           null, type, duration, org_id, licence, r.published_at, popularity, title, sound
      from placed p join resources r on r.id = p.resource_id
    returning number, resource_id
  ), bodies as (
    insert into library_body (number, body)
    select e.number, p.body from entries e join placed p on p.resource_id = e.resource_id
  )
  insert into library_text (number, title_words, all_words)
  select e.number, array_to_tsvector(p.title_lexemes), array_to_tsvector(p.all_lexemes)
    from entries e join placed p on p.resource_id = e.resource_id`
