import { expect, type Page } from '@playwright/test'

/** The short messages at the edge of every page. */
export function toasts(page: Page) {
  const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text })
  return {
    toast,
    async undo() {
      await page.getByRole('button', { name: 'Undo' }).click()
    },
    /** Shown, and said aloud. */
    async says(text: string | RegExp) {
      await expect(toast(text).first()).toBeVisible()
      await expect(page.getByRole('status').filter({ hasText: text }).first()).toBeAttached()
    },
  }
}
