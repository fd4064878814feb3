import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { quoted } from '../../kernel/quoted.ts'
import { readStore } from '../queries.ts'
import { readOfMail } from './queries.ts'
import { roleNames } from './role-names.ts'
import type { Invitation } from './rules.ts'
import { invitationUrl } from './token.ts'

/** The mail of an invitation; undefined when its link is not valid any more. */
export async function staffMail(
  engine: Engine,
  { storeId, mailId }: { readonly storeId: Id<'Store'>; readonly mailId: Id<'Mail'> },
) {
  const [invitation, store] = await Promise.all([
    readOfMail(engine.house, storeId, mailId),
    readStore(engine.cell(storeId), storeId),
  ])
  if (!invitation?.email || !store) return undefined
  const name = quoted(store.name)
  const said = { ...invitation, name, link: invitationUrl(engine, invitation) }
  const text = invitation.role === 'owner' ? offered(said) : invited(said)
  return { to: invitation.email, ...text }
}

type Said = Invitation & { readonly name: string; readonly link: string }

/** Of the words of strangers it has the quoted name of the store alone, and not in its subject. */
const invited = ({ name, email, role, link }: Said) => ({
  subject: '매장 직원으로 초대받았습니다 (You are invited to work at a store)',
  text: `매장 ${name}에서 ${roleNames[role].ko} 직원으로 초대했습니다.

초대 확인: ${link}
${email} 계정으로 로그인하거나 가입하고 이메일을 인증하면 수락할 수 있습니다. 링크는 7일 동안 사용할 수 있습니다.
이 링크를 다른 사람에게 보내지 마세요. 모르는 매장이라면 이 메일을 무시해 주세요.


The store ${name} invites you to work there as: ${roleNames[role].en}.

See the invitation: ${link}
Sign in or sign up with ${email} and verify the address to accept. The link is valid for 7 days.
Please do not pass it on. If you do not know this store, ignore this mail.
`,
})

const offered = ({ name, email, link }: Said) => ({
  subject: '매장 양도를 제안받았습니다 (A store is offered to you)',
  text: `매장 ${name}의 점주가 매장을 양도하려고 합니다. 수락하면 매장의 예약, 주문, 설정과 직원을 모두 넘겨받습니다.

제안 확인: ${link}
${email} 계정으로 로그인하거나 가입하고 이메일을 인증하면 수락할 수 있습니다. 링크는 7일 동안 사용할 수 있습니다.
이 링크를 다른 사람에게 보내지 마세요. 모르는 매장이라면 이 메일을 무시해 주세요.


The owner of the store ${name} wants to hand it over to you: with its bookings, orders, settings and staff.

See the offer: ${link}
Sign in or sign up with ${email} and verify the address to accept. The link is valid for 7 days.
Please do not pass it on. If you do not know this store, ignore this mail.
`,
})
