// Those of the micro benchmarks that tokio can do too, on its loop of one thread. One JSON line for each.
// usage: micro [NAME ...]
//
// A switch is yield_now, a future to wake is a oneshot channel, a queue is an mpsc channel.
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, Mutex, Notify, Semaphore};
use tokio::task::{spawn_blocking, yield_now, JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

const REPEAT: usize = 5;
const MINUTE: Duration = Duration::from_secs(60);

#[repr(C)]
struct TimeSpec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut TimeSpec) -> i32;
}

fn cpu_time() -> f64 {
    const PROCESS: i32 = 2;
    let mut time = TimeSpec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(PROCESS, &mut time) };
    time.seconds as f64 * 1e9 + time.nanoseconds as f64
}

#[derive(Clone, Copy, Default)]
struct Cost {
    wall: f64,
    cpu: f64,
}

struct Meter {
    wall: Instant,
    cpu: f64,
}

impl Meter {
    fn start() -> Meter {
        Meter { cpu: cpu_time(), wall: Instant::now() }
    }

    fn stop(self) -> Cost {
        Cost { wall: self.wall.elapsed().as_nanos() as f64, cpu: cpu_time() - self.cpu }
    }
}

async fn noop() {
    black_box(());
}

fn nested(depth: usize) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        if depth > 0 {
            nested(depth - 1).await;
        }
    })
}

async fn spin(n: usize) {
    for _ in 0..n {
        yield_now().await;
    }
}

async fn join<T>(tasks: Vec<JoinHandle<T>>) {
    for task in tasks {
        let _ = task.await;
    }
}

async fn await_completed(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n {
        noop().await;
    }
    meter.stop()
}

async fn await_deep10(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n {
        nested(10).await;
    }
    meter.stop()
}

async fn sleep0(n: usize) -> Cost {
    let meter = Meter::start();
    spin(n).await;
    meter.stop()
}

async fn switch(n: usize, tasks: usize) -> Cost {
    let meter = Meter::start();
    join((0..tasks).map(|_| tokio::spawn(spin(n / tasks))).collect()).await;
    meter.stop()
}

async fn create_await(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n {
        tokio::spawn(noop()).await.unwrap();
    }
    meter.stop()
}

async fn create_gather10k(n: usize) -> Cost {
    let meter = Meter::start();
    join((0..n).map(|_| tokio::spawn(noop())).collect()).await;
    meter.stop()
}

async fn tg_10k(n: usize) -> Cost {
    let meter = Meter::start();
    let mut group = JoinSet::new();
    for _ in 0..n {
        group.spawn(noop());
    }
    while group.join_next().await.is_some() {}
    meter.stop()
}

// Two tasks hand a new oneshot channel over to each other; each message brings the sender for the answer.
async fn future_wake(n: usize) -> Cost {
    struct Turn(oneshot::Sender<Option<Turn>>);
    let (first, woken) = oneshot::channel::<Option<Turn>>();
    let meter = Meter::start();
    let other = tokio::spawn(async move {
        let mut woken = woken;
        while let Ok(Some(turn)) = woken.await {
            let (next, wakes) = oneshot::channel();
            let _ = turn.0.send(Some(Turn(next)));
            woken = wakes;
        }
    });
    let mut wake = first;
    for _ in 0..n / 2 {
        let (next, woken) = oneshot::channel();
        let _ = wake.send(Some(Turn(next)));
        wake = woken.await.unwrap().unwrap().0;
    }
    let _ = wake.send(None);
    other.await.unwrap();
    meter.stop()
}

async fn queue_pingpong(n: usize) -> Cost {
    let (there, mut arrives) = mpsc::unbounded_channel();
    let (back, mut returns) = mpsc::unbounded_channel();
    let pong = tokio::spawn(async move {
        for _ in 0..n {
            back.send(arrives.recv().await.unwrap()).unwrap();
        }
    });
    let meter = Meter::start();
    for i in 0..n {
        there.send(i).unwrap();
        returns.recv().await.unwrap();
    }
    let cost = meter.stop();
    pong.await.unwrap();
    cost
}

async fn queue_buffered(n: usize) -> Cost {
    let (there, mut arrives) = mpsc::channel(100);
    let meter = Meter::start();
    let produce = tokio::spawn(async move {
        for i in 0..n {
            there.send(i).await.unwrap();
        }
    });
    for _ in 0..n {
        arrives.recv().await.unwrap();
    }
    produce.await.unwrap();
    meter.stop()
}

async fn sleep_tasks_10k(n: usize) -> Cost {
    let meter = Meter::start();
    join((0..n).map(|_| tokio::spawn(sleep(Duration::from_millis(1)))).collect()).await;
    meter.stop()
}

async fn timeout_nofire(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n {
        timeout(MINUTE, noop()).await.unwrap();
    }
    meter.stop()
}

async fn lock_uncontended(n: usize) -> Cost {
    let lock = Mutex::new(());
    let meter = Meter::start();
    for _ in 0..n {
        drop(lock.lock().await);
    }
    meter.stop()
}

async fn contend(n: usize, permits: usize, tasks: usize) -> Cost {
    let permits = Arc::new(Semaphore::new(permits));
    let meter = Meter::start();
    let work = (0..tasks).map(|_| {
        let permits = permits.clone();
        tokio::spawn(async move {
            for _ in 0..n / tasks {
                let _held = permits.acquire().await.unwrap();
                yield_now().await;
            }
        })
    });
    join(work.collect()).await;
    meter.stop()
}

async fn event_broadcast(n: usize) -> Cost {
    let mut total = Cost::default();
    for _ in 0..n / 1000 {
        let event = Arc::new(Notify::new());
        let waiters = (0..1000).map(|_| {
            let event = event.clone();
            tokio::spawn(async move { event.notified().await })
        });
        let waiters: Vec<_> = waiters.collect();
        spin(2).await;
        let meter = Meter::start();
        event.notify_waiters();
        join(waiters).await;
        let cost = meter.stop();
        total = Cost { wall: total.wall + cost.wall, cpu: total.cpu + cost.cpu };
    }
    total
}

async fn cancel_task(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n / 100 {
        let tasks: Vec<_> = (0..100).map(|_| tokio::spawn(sleep(MINUTE))).collect();
        yield_now().await;
        for task in &tasks {
            task.abort();
        }
        join(tasks).await;
    }
    meter.stop()
}

async fn threadsafe_wake(n: usize) -> Cost {
    let (go, wakes) = std::sync::mpsc::channel::<oneshot::Sender<()>>();
    let thread = std::thread::spawn(move || {
        for wake in wakes {
            wake.send(()).unwrap();
        }
    });
    let meter = Meter::start();
    for _ in 0..n {
        let (wake, woken) = oneshot::channel();
        go.send(wake).unwrap();
        woken.await.unwrap();
    }
    let cost = meter.stop();
    drop(go);
    thread.join().unwrap();
    cost
}

async fn to_thread(n: usize) -> Cost {
    let meter = Meter::start();
    for _ in 0..n {
        spawn_blocking(|| black_box(())).await.unwrap();
    }
    meter.stop()
}

type Run = fn(usize) -> Pin<Box<dyn Future<Output = Cost> + Send>>;

const BENCHMARKS: [(&str, usize, Run); 20] = [
    ("await_completed", 300_000, |n| Box::pin(await_completed(n))),
    ("await_deep10", 40_000, |n| Box::pin(await_deep10(n))),
    ("sleep0", 100_000, |n| Box::pin(sleep0(n))),
    ("switch_2tasks", 200_000, |n| Box::pin(switch(n, 2))),
    ("switch_1000tasks", 300_000, |n| Box::pin(switch(n, 1000))),
    ("create_await", 50_000, |n| Box::pin(create_await(n))),
    ("create_gather10k", 10_000, |n| Box::pin(create_gather10k(n))),
    ("tg_10k", 10_000, |n| Box::pin(tg_10k(n))),
    ("future_wake", 50_000, |n| Box::pin(future_wake(n))),
    ("queue_pingpong", 50_000, |n| Box::pin(queue_pingpong(n))),
    ("queue_buffered", 100_000, |n| Box::pin(queue_buffered(n))),
    ("sleep_tasks_10k", 10_000, |n| Box::pin(sleep_tasks_10k(n))),
    ("timeout_nofire", 50_000, |n| Box::pin(timeout_nofire(n))),
    ("lock_uncontended", 200_000, |n| Box::pin(lock_uncontended(n))),
    ("lock_contended", 50_000, |n| Box::pin(contend(n, 1, 100))),
    ("semaphore_10", 50_000, |n| Box::pin(contend(n, 10, 1000))),
    ("event_broadcast", 50_000, |n| Box::pin(event_broadcast(n))),
    ("cancel_task", 20_000, |n| Box::pin(cancel_task(n))),
    ("threadsafe_wake", 3_000, |n| Box::pin(threadsafe_wake(n))),
    ("to_thread", 3_000, |n| Box::pin(to_thread(n))),
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (name, operations, run) in BENCHMARKS {
        if !wanted.is_empty() && !wanted.iter().any(|word| word == name) {
            continue;
        }
        let mut best = Cost { wall: f64::MAX, cpu: f64::MAX };
        for _ in 0..=REPEAT {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            // As a task, because the outermost future lets the driver poll the system after each of its steps.
            let cost = runtime.block_on(async { tokio::spawn(run(operations)).await.unwrap() });
            best = Cost { wall: best.wall.min(cost.wall), cpu: best.cpu.min(cost.cpu) };
        }
        let (wall, cpu) = (best.wall / operations as f64, best.cpu / operations as f64);
        println!("{{\"name\":\"{name}\",\"ns_per_op\":{wall},\"cpu_ns_per_op\":{cpu}}}");
    }
}
