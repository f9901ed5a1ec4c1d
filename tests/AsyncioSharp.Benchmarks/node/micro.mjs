// Those of the micro benchmarks that Node's promises and timers can do too. One JSON line for each.
// usage: node micro.mjs [NAME ...] [--repeat N]
//
// A switch is an await of a resolved promise. There are no tasks: a call of an async function is the task.

const turn = () => new Promise((resolve) => setImmediate(resolve));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function noop() {}

async function nested(depth) {
  if (depth) await nested(depth - 1);
}

async function spin(n) {
  for (let i = 0; i < n; i++) await null;
}

class Meter {
  constructor() {
    this.wall = 0;
    this.cpu = 0;
  }

  start() {
    this.cpuStart = process.cpuUsage();
    this.wallStart = process.hrtime.bigint();
    return this;
  }

  stop() {
    this.wall += Number(process.hrtime.bigint() - this.wallStart);
    const cpu = process.cpuUsage(this.cpuStart);
    this.cpu += (cpu.user + cpu.system) * 1000;
    return this;
  }
}

async function timed(body) {
  const meter = new Meter().start();
  await body();
  return meter.stop();
}

async function contend(n, tasks) {
  return timed(() => Promise.all(Array.from({ length: tasks }, () => spin(n / tasks))));
}

const benchmarks = {
  await_completed: [300_000, (n) => timed(async () => {
    for (let i = 0; i < n; i++) await noop();
  })],
  await_deep10: [40_000, (n) => timed(async () => {
    for (let i = 0; i < n; i++) await nested(10);
  })],
  await_done_future: [300_000, async (n) => {
    const done = Promise.resolve(1);
    return timed(async () => {
      for (let i = 0; i < n; i++) await done;
    });
  }],
  sleep0: [100_000, (n) => timed(async () => {
    for (let i = 0; i < n; i++) await turn();
  })],
  switch_2tasks: [200_000, (n) => contend(n, 2)],
  switch_1000tasks: [300_000, (n) => contend(n, 1000)],
  create_gather10k: [10_000, (n) => timed(() => Promise.all(Array.from({ length: n }, noop)))],
  future_wake: [50_000, async (n) => {
    const create = () => {
      const future = {};
      future.promise = new Promise((resolve) => (future.resolve = resolve));
      return future;
    };
    let [ping, pong] = [create(), create()];
    const waitFirst = async () => {
      for (let i = 0; i < n / 2; i++) {
        await ping.promise;
        ping = create();
        pong.resolve();
      }
    };
    const wakeFirst = async () => {
      for (let i = 0; i < n / 2; i++) {
        ping.resolve();
        await pong.promise;
        pong = create();
      }
    };
    return timed(() => Promise.all([waitFirst(), wakeFirst()]));
  }],
  timers_cancel: [100_000, (n) => timed(async () => {
    for (let i = 0; i < n; i++) {
      clearTimeout(setTimeout(noop, 60_000));
      if (i % 1000 === 0) await turn();
    }
  })],
  sleep_tasks_10k: [10_000, (n) => timed(() => Promise.all(Array.from({ length: n }, () => sleep(1))))],
  event_broadcast: [50_000, async (n) => {
    const meter = new Meter();
    for (let batch = 0; batch < n / 1000; batch++) {
      let set;
      const event = new Promise((resolve) => (set = resolve));
      const wait = async () => await event;
      const waiters = Array.from({ length: 1000 }, wait);
      await turn();
      meter.start();
      set();
      await waiters.at(-1);
      meter.stop();
    }
    return meter;
  }],
  call_soon: [200_000, (n) => timed(async () => {
    const nothing = () => {};
    for (let batch = 0; batch < n / 1000; batch++) {
      for (let i = 0; i < 1000; i++) setImmediate(nothing);
      await turn();
    }
  })],
};

const words = process.argv.slice(2);
const option = words.indexOf("--repeat");
const repeat = option < 0 ? 5 : Number(words.splice(option, 2)[1]);
for (const [name, [operations, run]] of Object.entries(benchmarks)) {
  if (words.length && !words.includes(name)) continue;
  const best = { wall: Infinity, cpu: Infinity };
  // The first runs compile.
  for (let i = 0; i < 3 + repeat; i++) {
    const meter = await run(operations);
    if (i >= 3) {
      best.wall = Math.min(best.wall, meter.wall);
      best.cpu = Math.min(best.cpu, meter.cpu);
    }
  }
  console.log(JSON.stringify({ name, ns_per_op: best.wall / operations, cpu_ns_per_op: best.cpu / operations }));
}
