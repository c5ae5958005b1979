import type { ThemeConfig } from 'antd'

/** antd derives whole scales from its seeds, so it needs the values of tokens.css, not their names. */
export function antdTheme(): ThemeConfig {
  const css = getComputedStyle(document.documentElement)
  const token = (name: string) => css.getPropertyValue(`--${name}`).trim()
  return {
    cssVar: { prefix: 'tk' },
    token: {
      colorPrimary: token('accent'),
      colorLink: token('accent'),
      colorSuccess: token('ok'),
      colorWarning: token('warn'),
      colorError: token('live'),
      colorInfo: token('accent'),
      colorTextBase: token('ink'),
      colorText: token('ink'),
      colorTextPlaceholder: token('ink-4'),
      colorBgBase: token('surface'),
      colorBgLayout: token('paper'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      fontFamily: token('font'),
      fontFamilyCode: token('font-mono'),
      fontSize: 14,
      lineHeight: 1.6,
      borderRadius: 6,
      controlHeight: 36,
      colorBgMask: 'rgba(15, 39, 30, 0.5)',
    },
    components: {
      Table: {
        headerBg: 'transparent',
        headerColor: token('ink-3'),
        headerSplitColor: 'transparent',
        cellPaddingBlock: 9,
        cellPaddingInline: 14,
        rowHoverBg: token('paper'),
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
      Modal: { titleFontSize: 18 },
      Drawer: { footerPaddingInline: 24 },
      Form: { labelColor: token('ink-2'), verticalLabelPadding: '0 0 4px' },
      Tabs: { titleFontSize: 15, horizontalItemGutter: 28 },
      Segmented: { trackBg: token('paper-sunken') },
    },
  }
}
