import { App as AntdApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { antdTheme } from './antd-theme.ts'

/** antd spaces out two-character Chinese buttons unless told not to. */
const NO_SPACING = { autoInsertSpace: false }

/** The boundary behind which antd lives: its theme, its words, its messages. */
export function AntdScope({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const theme = useMemo(antdTheme, [])
  const chinese = i18n.language === 'zh-CN'
  dayjs.locale(chinese ? 'zh-cn' : 'en')
  return (
    <ConfigProvider locale={chinese ? zhCN : enUS} theme={theme} button={NO_SPACING}>
      <AntdApp>{children}</AntdApp>
    </ConfigProvider>
  )
}
