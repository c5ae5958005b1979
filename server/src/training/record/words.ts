import type { ClaimState, HoursCategory, HoursSource } from '@tongke/contract'

/** What is printed is Chinese, for whoever reads the paper. */
export const CATEGORY_WORDS: Record<HoursCategory, string> = {
  research: '同步教研',
  teaching: '同步课堂',
  concentrated: '集中培训',
  online: '网络研修',
  school_based: '校本研修',
  sending: '送教下乡',
  shadowing: '跟岗研修',
  workshop: '名师工作坊',
}

export const SOURCE_WORDS: Record<HoursSource, string> = {
  research_session: '教研活动',
  lesson_taught: '主讲同步课',
  lesson_assisted: '辅助同步课',
  video: '观看视频',
  visit: '下校指导',
  programme: '培训项目',
}

export const STATE_WORDS: Record<ClaimState, string> = {
  REGISTERED: '已报名',
  ATTENDED: '已参加',
  ASSESSED: '已考核',
  CLAIMED: '待学校审核',
  SCHOOL_VERIFIED: '待县级确认',
  COUNTY_CONFIRMED: '已确认',
  CREDITED: '已记入',
  REJECTED: '未通过',
  APPEAL: '申诉中',
}

/** 2.5 for 25 tenths, 3 for 30. */
export const hoursText = (tenths: number): string => String(tenths / 10)

/** 2026年9月1日 */
export const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
