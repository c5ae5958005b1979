const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** LibreOffice goes by content, but reads text formats better when the name says what they are. WPS writes the formats of Office. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  [WORD]: 'docx',
  [SLIDES]: 'pptx',
  [SHEET]: 'xlsx',
  'application/msword': 'doc',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
}

export const officeExtension = (mimeType: string): string => EXTENSIONS[mimeType] ?? 'bin'

const setting = (path: string, name: string, value: string | number | boolean) =>
  `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** No macros, nothing fetched from links, no question to anybody. 2 is "never" for updates of links. */
const SETTINGS = [
  setting('Common/Security/Scripting', 'DisableMacrosExecution', true),
  setting('Common/Security/Scripting', 'MacroSecurityLevel', 3),
  setting('Common/Security/Scripting', 'BlockUntrustedRefererLinks', true),
  setting('Common/Security/Scripting', 'DisableActiveContent', true),
  setting('Writer/Content/Update', 'Link', 2),
  setting('Calc/Content/Update', 'Link', 2),
  setting('Common/Misc', 'FirstRun', false),
]

/** `user/registrymodifications.xcu` of a profile. */
export const OFFICE_SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${SETTINGS.join('\n')}
</oor:items>
`
