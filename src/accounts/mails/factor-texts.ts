import type { Notice } from './rules.ts'

/** Of changes to how somebody signs in. */
export const factorTexts = (site: string) =>
  ({
    'second-factor-on': notice(site, {
      subject: '2단계 인증이 켜졌습니다 (Two-step sign-in is on)',
      ko: '계정의 2단계 인증이 켜졌습니다. 이제 로그인할 때 인증 앱의 코드도 입력해야 합니다. 다른 기기에서는 로그아웃되었습니다.',
      en: 'Two-step sign-in is now on. To sign in, you also need a code from your authenticator app. Your other devices were signed out.',
    }),
    'second-factor-off': notice(site, {
      subject: '2단계 인증이 꺼졌습니다 (Two-step sign-in is off)',
      ko: '계정의 2단계 인증이 꺼졌습니다. 이제 비밀번호만으로 로그인할 수 있습니다.',
      en: 'Two-step sign-in is now off. You can sign in with your password alone.',
    }),
    'recovery-code-used': notice(site, {
      subject: '복구 코드로 로그인했습니다 (A recovery code was used)',
      ko: '복구 코드로 계정에 로그인했습니다. 사용한 코드는 다시 쓸 수 없습니다. 남은 코드가 적다면 내 계정에서 새로 발급해 주세요.',
      en: 'Your account was signed in to with a recovery code. That code cannot be used again. If you have few left, create new ones in your account.',
    }),
    'passkey-added': notice(site, {
      subject: '패스키가 등록되었습니다 (A passkey was added)',
      ko: '계정에 새 패스키가 등록되었습니다. 등록한 기기에서는 비밀번호 없이 로그인할 수 있습니다.',
      en: 'A passkey was added to your account. You can now sign in with it, without a password.',
    }),
    'passkey-removed': notice(site, {
      subject: '패스키가 삭제되었습니다 (A passkey was removed)',
      ko: '계정에서 패스키가 삭제되었습니다. 삭제한 패스키로는 더 이상 로그인할 수 없습니다.',
      en: 'A passkey was removed from your account. You can no longer sign in with it.',
    }),
  }) satisfies Partial<Record<Notice, unknown>>

interface Said {
  readonly subject: string
  readonly ko: string
  readonly en: string
}

const notice = (site: string, { subject, ko, en }: Said) => ({
  subject,
  text: `${ko}

본인이 하지 않았다면 바로 비밀번호를 다시 설정하고 내 계정을 확인해 주세요: ${site}/reset


${en}

If this was not you, reset your password right away and check your account: ${site}/reset
`,
})
