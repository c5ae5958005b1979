import type { Certificate } from '@tongke/contract'
import QRCode from 'qrcode'
import { mm, openPaper, printed, type Paper } from '../../platform/paper/paper.ts'
import { dayText, hoursText } from '../record/words.ts'

const INK = '#17382c'
const GOLD = '#a8874a'
const QUIET = '#66736c'
const WIDTH = mm(297)
const HEIGHT = mm(210)

export interface Print {
  readonly certificate: Certificate
  /** Who issues it: the bureau's name. */
  readonly issuer: string
  /** Page that verifies it. */
  readonly address: string
}

/** A certificate on A4 landscape, with its number and a QR code of the page that verifies it. */
export async function certificatePaper({ certificate, issuer, address }: Print): Promise<Buffer> {
  const title = `${nameOf(certificate)} ${certificate.number}`
  const paper = await openPaper({ title, layout: 'landscape', margin: 0 })
  frame(paper)
  words(paper, certificate)
  seal(paper, certificate, issuer)
  await code(paper, certificate, address)
  if (certificate.revokedOn !== null) revoked(paper, certificate.revokedOn)
  return printed(paper)
}

function frame(paper: Paper): void {
  paper
    .rect(mm(10), mm(10), WIDTH - mm(20), HEIGHT - mm(20))
    .lineWidth(2.4)
    .stroke(INK)
  paper
    .rect(mm(13), mm(13), WIDTH - mm(26), HEIGHT - mm(26))
    .lineWidth(0.8)
    .stroke(GOLD)
}

const centred = (paper: Paper, text: string, y: number) =>
  paper.text(text, mm(20), y, { width: WIDTH - mm(40), align: 'center', lineBreak: false })

const nameOf = ({ programmeTitle }: Certificate) =>
  programmeTitle === null ? '教师培训学时证书' : '教师培训结业证书'

const sentence = ({ programmeTitle, from, to, tenths }: Certificate): string =>
  programmeTitle === null
    ? `您于${dayText(from)}至${dayText(to)}参加教师培训、同步教研等活动，经学校审核、教育局确认，共记入培训学时 ${hoursText(tenths)} 学时。`
    : `您于${dayText(from)}至${dayText(to)}参加“${programmeTitle}”培训，共 ${hoursText(tenths)} 学时，经考核合格，准予结业。`

function words(paper: Paper, certificate: Certificate): void {
  const { personName, orgName, programmeTitle } = certificate
  paper.font('serifBold').fontSize(36).fillColor(INK)
  paper.text(nameOf(certificate), mm(20), mm(31), {
    width: WIDTH - mm(40),
    align: 'center',
    characterSpacing: 6,
    lineBreak: false,
  })
  paper.font('sans').fontSize(10).fillColor(GOLD)
  const english =
    programmeTitle === null ? 'CERTIFICATE OF TEACHER TRAINING HOURS' : 'CERTIFICATE OF COMPLETION'
  centred(paper, english, mm(50))
  paper.font('serif').fontSize(17).fillColor('black')
  const [left, width] = [mm(45), WIDTH - mm(90)]
  paper.text(`${orgName}`, left, mm(72), { width })
  paper.font('serifBold').fontSize(22).text(`${personName} 老师：`, left, mm(82), { width })
  paper.font('serif').fontSize(17)
  const text = `　　${sentence(certificate)}`
  paper.text(text, left, mm(98), { width, lineGap: 10 })
  paper.text('　　特发此证。', left, paper.y + 2, { width })
}

function seal(paper: Paper, { issuedOn }: Certificate, issuer: string): void {
  paper.font('serif').fontSize(15).fillColor('black')
  const [left, width] = [WIDTH - mm(125), mm(80)]
  paper.text(issuer, left, mm(158), { width, align: 'right', lineBreak: false })
  paper.text(dayText(issuedOn), left, mm(168), { width, align: 'right', lineBreak: false })
}

async function code(paper: Paper, { number }: Certificate, address: string): Promise<void> {
  const image = await QRCode.toBuffer(address, { width: 480, margin: 0, errorCorrectionLevel: 'M' })
  paper.image(image, mm(45), mm(150), { width: mm(28) })
  paper.font('sans').fontSize(9).fillColor(QUIET)
  paper.text('证书编号', mm(77), mm(155), { lineBreak: false })
  paper.font('sansBold').fontSize(12).fillColor('black').text(number, mm(77), mm(160), { lineBreak: false })
  paper.font('sans').fontSize(9).fillColor(QUIET)
  paper.text('扫描二维码或在门户输入编号可查验真伪', mm(77), mm(168), { lineBreak: false })
}

/** A printed copy tells itself that it is worth nothing any more. */
function revoked(paper: Paper, on: string): void {
  paper.save()
  paper.rotate(-18, { origin: [WIDTH / 2, HEIGHT / 2] })
  paper.font('sansBold').fontSize(64).fillColor('#b3261e').fillOpacity(0.35)
  centred(paper, `已撤销 ${on}`, HEIGHT / 2 - 40)
  paper.restore()
}
