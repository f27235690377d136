/** Lets one loop sleep until it is poked or a time has passed, whichever is first. A poke between two sleeps is not lost. */
export class Wake {
  private poked = false;
  private waiting: (() => void) | null = null;

  poke(): void {
    this.poked = true;
    this.waiting?.();
  }

  async sleep(milliseconds: number): Promise<void> {
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
    this.poked = false;
  }
}
