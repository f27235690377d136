/** Lets one loop sleep until it is poked or a time has passed, whichever is first. A poke between two sleeps is not lost. */
export class Wake {
  private poked = false;
  private waiting: (() => void) | null = null;

  poke(): void {
    this.poked = true;
    this.waiting?.();
  }

  /** @returns whether it was poked. */
  async sleep(milliseconds: number): Promise<boolean> {
    if (!this.poked) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.waiting = null;
    }
    const { poked } = this;
    this.poked = false;
    return poked;
  }
}
