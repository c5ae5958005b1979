import { Injectable } from '@nestjs/common'
import QRCode from 'qrcode'
import type { Principal } from '../../people/principal.ts'
import type { FileAnswer } from '../../platform/http/endpoint.decorator.ts'
import { OnlineResources } from './online-resources.ts'

/** A resource's address for phones and other PCs to read off a screen. */
@Injectable()
export class QrCodes {
  constructor(private readonly online: OnlineResources) {}

  /** @param origin the portal as the asking page sees it. @throws Refusal not_found */
  async of(who: Principal, resourceId: string, origin: string): Promise<FileAnswer> {
    await this.online.see(who, resourceId)
    const svg = await QRCode.toString(`${origin}/library/${resourceId}`, {
      type: 'svg',
      margin: 2,
      errorCorrectionLevel: 'M',
    })
    return { fileName: `qr-${resourceId}.svg`, content: Buffer.from(svg) }
  }
}
