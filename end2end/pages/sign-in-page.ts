import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Person } from '../fixtures/site'

export function signInPage(page: Page) {
  const find = {
    heading: page.getByRole('heading', { name: 'Sign in', level: 1 }),
    address: page.getByLabel('Email address'),
    password: page.getByLabel('Password'),
    button: page.getByRole('button', { name: 'Sign in' }),
    problem: page.getByRole('alert').filter({ hasText: /\S/ }),
  }
  return {
    ...find,
    async open(next?: string) {
      await visit(page, next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in')
    },
    async signIn({ email, password }: Pick<Person, 'email' | 'password'>) {
      await find.address.fill(email)
      await find.password.fill(password)
      await find.button.click()
    },
    async seen() {
      await expect(find.heading).toBeVisible()
      await expect(page).toHaveURL(/\/sign-in(\?|$)/)
    },
  }
}
