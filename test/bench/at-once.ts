/** Does something so many times, so many at once; how many were done a second. */
export async function atOnce(width: number, count: number, act: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: width }, one));
  return count / ((performance.now() - began) / 1000);
}
