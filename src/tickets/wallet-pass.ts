import { PKPass } from 'passkit-generator'
import sharp from 'sharp'
import type { Engine } from '../engine.ts'
import type { Language } from '../kernel/language.ts'
import { findOwn, type TicketAsk } from './own.ts'
import { labels } from './pdf.ts'
import { readPrinted, readValid } from './printed.ts'
import * as rules from './rules.ts'
import { codeOf, serialOf } from './signing.ts'

interface PassAsk extends TicketAsk {
  readonly language: Language
}

/**
 * A ticket as a pass for Apple Wallet. It is not updated: the door says whether it is still valid.
 * Problems in order: wallet-pass-off, ticket-missing, ticket-void.
 */
export async function makePass(engine: Engine, ask: PassAsk): Promise<Buffer> {
  const { passKeys } = engine
  if (!passKeys) throw rules.walletPassOff()
  const found = await findOwn(engine, ask)
  if (!found) throw rules.ticketMissing()
  const valid = await readValid(engine, ask)
  const line = valid.find(({ placeId }) => placeId === found.placeId)
  if (!line) throw rules.ticketVoid()
  const facts = await readPrinted(engine, ask, line)
  const { certificate: signerCert, key: signerKey, wwdr, passType, team } = passKeys
  const pass = new PKPass(
    await imagesOf(facts.poster),
    { wwdr, signerCert, signerKey },
    {
      serialNumber: serialOf(engine, line),
      passTypeIdentifier: passType,
      teamIdentifier: team,
      organizationName: facts.store,
      description: facts.store,
      backgroundColor: 'rgb(255, 255, 255)',
    },
  )
  pass.type = 'eventTicket'
  const { language } = ask
  const say = labels[language]
  pass.primaryFields.push({ key: 'what', value: facts.store })
  pass.secondaryFields.push({ key: 'when', label: facts.venue, value: facts.when })
  line.seat.parts.forEach(({ label, value }, at) => {
    pass.auxiliaryFields.push({ key: `seat${at}`, label: label[language], value })
  })
  pass.backFields.push(
    { key: 'holder', label: facts.holderLabel, value: facts.holder },
    { key: 'order', label: say.orderNumber, value: facts.orderNumber },
    { key: 'refund', value: facts.refund || say.show },
  )
  pass.setRelevantDate(line.startsAt)
  pass.setBarcodes({
    ...{ message: codeOf(engine, line), format: 'PKBarcodeFormatQR' },
    messageEncoding: 'iso-8859-1',
  })
  return pass.getAsBuffer()
}

const ICON = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><rect width="29" height="29" rx="7" fill="#111"/>
   <path d="M9 7v9h9V7M7 19h13M9 19v4M18 19v4" fill="none" stroke="#fff" stroke-width="2.4"/></svg>`,
)

/** The icon that every pass needs, and the poster beside the words. */
async function imagesOf(poster: Buffer | undefined): Promise<Record<string, Buffer>> {
  const icon = (side: number) =>
    sharp(ICON, { density: 72 * 4 })
      .resize(side, side)
      .png()
      .toBuffer()
  const thumbnail =
    poster && (await sharp(poster).resize(180, 180, { fit: 'cover' }).png().toBuffer())
  return {
    'icon.png': await icon(29),
    'icon@2x.png': await icon(58),
    ...(thumbnail && { 'thumbnail@2x.png': thumbnail }),
  }
}
