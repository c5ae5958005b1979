import { Script } from 'node:vm'
import { stickPage } from './stick-page.ts'
import { STICK_SCRIPT } from './stick-script.ts'

const title = '</script><script>alert(1)</script>'
const page = stickPage(
  {
    id: '0199c0a0-0000-7000-8000-000000000001',
    version: 2,
    name: `<b>包</b>`,
    orgName: '"校"',
    createdAt: 1,
    keyId: 'k',
    resources: [
      {
        id: '0199c0a0-0000-7000-8000-000000000002',
        title,
        type: 'material',
        subject: 'chinese',
        gradeFrom: 1,
        gradeTo: 1,
        licence: 'county',
        authorName: '',
        orgName: '',
        parts: [],
      },
    ],
  },
  { cues: {}, texts: { '01/1-text.txt': title } },
)

describe('the page on a stick', () => {
  it('is not broken by what people call things', () => {
    expect(page).not.toContain('<b>包')
    expect(page).not.toContain('alert(1)</script>')
    expect(page.match(/<script/g)).toHaveLength(2)
    const data = /<script type="application\/json" id="pack">(.*?)<\/script>/s.exec(page)?.[1] ?? ''
    expect(JSON.parse(data)).toMatchObject({
      resources: [{ title }],
      texts: { '01/1-text.txt': title },
    })
  })

  it('asks nothing of any server', () => {
    expect(page).not.toMatch(/https?:|src="\/|import |fetch\(/)
  })

  it('has a script that can be read', () => {
    expect(() => new Script(STICK_SCRIPT)).not.toThrow()
  })
})
