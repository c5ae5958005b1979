import type { ResourceFile } from '@tongke/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../../config/paths.ts'
import { hasTimeline } from './has-timeline.ts'

/** From a file to its subtitles and chapters, where it can have any. */
export function TimelineLink({ resourceId, file }: { resourceId: string; file: ResourceFile }) {
  const { t } = useTranslation('author')
  if (!hasTimeline(file)) return null
  return (
    <Link to={paths.editTimeline(resourceId, file.id)}>
      <Button type="text">{t('file.timeline')}</Button>
    </Link>
  )
}
