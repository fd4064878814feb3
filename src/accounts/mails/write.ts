import type { Engine } from '../../engine.ts'
import { factorTexts } from './factor-texts.ts'
import { linkUrl } from './links.ts'
import type { Said } from './rules.ts'

/** Korean first, English below. No name: who typed it may not be who reads the mail. */
export function writeAccountMail(engine: Engine, said: Said, mailId: string) {
  const verify = linkUrl(engine, 'verify', mailId)
  const reset = linkUrl(engine, 'reset', mailId)
  return texts(engine.publicUrl, { verify, reset })[said]
}

interface Links {
  readonly verify: string
  readonly reset: string
}

const texts = (
  site: string,
  { verify, reset }: Links,
): Readonly<Record<Said, { readonly subject: string; readonly text: string }>> => ({
  confirm: {
    subject: '이메일을 인증해 주세요 (Confirm your e-mail address)',
    text: `아래 링크를 눌러 이메일을 인증해 주세요. 인증하시면 예약 안내를 메일로 보내 드립니다.

${verify}

링크는 3일 동안 유효합니다. 비밀번호를 잊으셨다면 같은 링크에서 다시 설정하실 수 있습니다.
본인이 요청하지 않았다면 이 메일은 무시해 주세요.


Please confirm your e-mail address, so that we can send you messages about your bookings.

${verify}

The link is valid for 3 days. If you have forgotten your password, you can set a new one with the same link.
If you did not request this, you can ignore this e-mail.
`,
  },
  known: {
    subject: '이미 가입한 이메일입니다 (You already have an account)',
    text: `이 이메일로 회원가입을 요청하셨지만, 이미 가입된 계정이 있습니다.

본인이라면 로그인해 주세요: ${site}/sign-in
비밀번호를 잊으셨다면 다시 설정해 주세요: ${site}/reset
본인이 요청하지 않았다면 이 메일은 무시해 주세요. 계정에는 아무 변화가 없습니다.


Someone tried to sign up with this e-mail address, but it already has an account.

If this was you, please sign in: ${site}/sign-in
If you have forgotten your password, reset it: ${site}/reset
If this was not you, you can ignore this e-mail. Nothing has changed in your account.
`,
  },
  reset: {
    subject: '비밀번호 재설정 (Reset your password)',
    text: `아래 링크를 눌러 새 비밀번호를 설정해 주세요. 링크는 30분 동안 한 번만 사용할 수 있습니다.

${reset}

새 비밀번호를 설정하면 모든 기기에서 로그아웃됩니다.
본인이 요청하지 않았다면 이 메일은 무시해 주세요. 비밀번호는 변경되지 않습니다.


Use the link below to set a new password. It is valid for 30 minutes and can be used once.

${reset}

Setting a new password signs you out on all devices.
If you did not request this, you can ignore this e-mail. Your password will not change.
`,
  },
  change: {
    subject: '새 이메일을 인증해 주세요 (Confirm your new e-mail address)',
    text: `아래 링크를 누르면 계정의 이메일이 이 주소로 변경됩니다. 링크는 24시간 동안 유효합니다.

${verify}

본인이 요청하지 않았다면 이 메일은 무시해 주세요.


Use the link below to make this the e-mail address of your account. It is valid for 24 hours.

${verify}

If you did not request this, you can ignore this e-mail.
`,
  },
  changed: {
    subject: '계정의 이메일이 변경되었습니다 (Your e-mail address was changed)',
    text: `계정의 이메일이 다른 주소로 변경되었습니다. 본인이 변경하셨다면 따로 하실 일은 없습니다.

본인이 변경하지 않았다면 7일 안에 아래 링크에서 되돌려 주세요. 비밀번호도 함께 다시 설정합니다.
${reset}


The e-mail address of your account was changed. If this was you, there is nothing to do.

If this was not you, undo the change within 7 days with the link below. You will also set a new password.
${reset}
`,
  },
  'password-changed': {
    subject: '비밀번호가 변경되었습니다 (Your password was changed)',
    text: `계정의 비밀번호가 변경되어 다른 기기에서 로그아웃되었습니다.

본인이 변경하지 않았다면 바로 비밀번호를 다시 설정해 주세요: ${site}/reset


The password of your account was changed, and your other devices were signed out.

If this was not you, reset your password right away: ${site}/reset
`,
  },
  ...factorTexts(site),
  connected: {
    subject: '새 로그인 방법이 연결되었습니다 (A sign-in method was connected)',
    text: `카카오, 네이버 또는 구글 로그인이 계정에 연결되었습니다. 이제 연결한 서비스로도 로그인할 수 있습니다.

본인이 연결하지 않았다면 바로 내 계정에서 연결을 해제하고 비밀번호를 변경해 주세요: ${site}/account


A Kakao, Naver or Google sign-in was connected to your account. You can now sign in with it.

If this was not you, disconnect it and change your password right away: ${site}/account
`,
  },
  disconnected: {
    subject: '로그인 방법의 연결이 해제되었습니다 (A sign-in method was disconnected)',
    text: `카카오, 네이버 또는 구글 로그인의 연결이 해제되었습니다. 해제한 서비스로는 더 이상 로그인할 수 없습니다.

본인이 해제하지 않았다면 바로 비밀번호를 다시 설정하고 내 계정을 확인해 주세요: ${site}/reset


A Kakao, Naver or Google sign-in was disconnected from your account. You can no longer sign in with it.

If this was not you, reset your password right away and check your account: ${site}/reset
`,
  },
  'phone-taken': {
    subject: '휴대전화 인증이 해제되었습니다 (Your phone verification was removed)',
    text: `인증하신 휴대전화 번호가 다른 계정에서 인증되어, 이 계정에서는 인증이 해제되었습니다. 번호 하나는 한 계정에서만 사용할 수 있습니다.

본인이 다른 계정에서 인증하셨다면 따로 하실 일은 없습니다.
본인이 아니라면 로그인한 뒤 휴대전화를 다시 인증해 주세요: ${site}/account


Your verified mobile number was verified by another account and removed from this one. A number can belong to one account only.

If this was you, there is nothing to do.
If this was not you, please sign in and verify your number again: ${site}/account
`,
  },
})
