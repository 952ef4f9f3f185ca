import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'

export function accountPage(page: Page) {
  const signIns = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
  const find = {
    heading: page.getByRole('heading', { name: 'Your account', level: 1 }),
    signIns,
    here: signIns.filter({ hasText: 'This device' }),
    elsewhere: signIns.filter({ hasNotText: 'This device' }),
    endAllOthers: page.getByRole('button', { name: 'End all others' }),
    signOut: page.getByRole('main').getByRole('button', { name: 'Sign out' }),
  }
  return {
    ...find,
    async open() {
      await visit(page, '/account')
    },
    async endFirstOther() {
      await find.elsewhere.first().getByRole('button', { name: /^End the sign-in on / }).click()
    },
    async seenWith(count: number) {
      await expect(find.heading).toBeVisible()
      await expect(find.here).toHaveCount(1)
      await expect(signIns).toHaveCount(count)
    },
  }
}
