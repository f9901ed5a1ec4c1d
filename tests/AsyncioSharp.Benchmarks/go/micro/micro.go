// Those of the micro benchmarks that goroutines can do too, on one core. One JSON line for each.
// usage: micro [NAME ...]
//
// A switch is runtime.Gosched, a task is a goroutine, a queue is a channel.
package main

import (
	"context"
	"encoding/json"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

const repeat = 5

type cost struct{ wall, cpu time.Duration }

func cpuTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func timed(body func()) cost {
	cpu, wall := cpuTime(), time.Now()
	body()
	return cost{time.Since(wall), cpuTime() - cpu}
}

func (c cost) plus(other cost) cost { return cost{c.wall + other.wall, c.cpu + other.cpu} }

//go:noinline
func noop() {}

// Runs tasks goroutines with this body and waits for them.
func gather(tasks int, body func()) {
	var group sync.WaitGroup
	group.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			body()
			group.Done()
		}()
	}
	group.Wait()
}

func spin(n int) {
	for i := 0; i < n; i++ {
		runtime.Gosched()
	}
}

func switches(tasks int) func(int) cost {
	return func(n int) cost {
		return timed(func() { gather(tasks, func() { spin(n / tasks) }) })
	}
}

func createAwait(n int) cost {
	return timed(func() {
		for i := 0; i < n; i++ {
			gather(1, noop)
		}
	})
}

func createGather(n int) cost {
	return timed(func() { gather(n, noop) })
}

// Two goroutines hand a new channel over to each other.
func futureWake(n int) cost {
	ping, pong := make(chan struct{}, 1), make(chan struct{}, 1)
	return timed(func() {
		done := make(chan struct{})
		go func() {
			for i := 0; i < n/2; i++ {
				<-ping
				ping = make(chan struct{}, 1)
				pong <- struct{}{}
			}
			close(done)
		}()
		for i := 0; i < n/2; i++ {
			ping <- struct{}{}
			<-pong
			pong = make(chan struct{}, 1)
		}
		<-done
	})
}

func queuePingPong(n int) cost {
	there, back := make(chan int, 1), make(chan int, 1)
	go func() {
		for i := 0; i < n; i++ {
			back <- <-there
		}
	}()
	return timed(func() {
		for i := 0; i < n; i++ {
			there <- i
			<-back
		}
	})
}

func queueBuffered(n int) cost {
	queue := make(chan int, 100)
	return timed(func() {
		go func() {
			for i := 0; i < n; i++ {
				queue <- i
			}
		}()
		for i := 0; i < n; i++ {
			<-queue
		}
	})
}

func timersCancel(n int) cost {
	return timed(func() {
		for i := 0; i < n; i++ {
			time.AfterFunc(time.Minute, noop).Stop()
		}
	})
}

func sleepTasks(n int) cost {
	return timed(func() { gather(n, func() { time.Sleep(time.Millisecond) }) })
}

func timeoutNoFire(n int) cost {
	return timed(func() {
		for i := 0; i < n; i++ {
			_, cancel := context.WithTimeout(context.Background(), time.Minute)
			noop()
			cancel()
		}
	})
}

func lockUncontended(n int) cost {
	lock := make(chan struct{}, 1)
	return timed(func() {
		for i := 0; i < n; i++ {
			lock <- struct{}{}
			<-lock
		}
	})
}

// A channel is the lock that a goroutine can wait for with others; sync.Mutex would spin.
func contend(permits, tasks int) func(int) cost {
	return func(n int) cost {
		lock := make(chan struct{}, permits)
		return timed(func() {
			gather(tasks, func() {
				for i := 0; i < n/tasks; i++ {
					lock <- struct{}{}
					runtime.Gosched()
					<-lock
				}
			})
		})
	}
}

func eventBroadcast(n int) cost {
	var total cost
	for batch := 0; batch < n/1000; batch++ {
		event := make(chan struct{})
		var group sync.WaitGroup
		group.Add(1000)
		for i := 0; i < 1000; i++ {
			go func() {
				<-event
				group.Done()
			}()
		}
		spin(2)
		total = total.plus(timed(func() {
			close(event)
			group.Wait()
		}))
	}
	return total
}

func cancelTask(n int) cost {
	return timed(func() {
		for batch := 0; batch < n/100; batch++ {
			var group sync.WaitGroup
			var cancels [100]context.CancelFunc
			group.Add(100)
			for i := range cancels {
				ctx, cancel := context.WithCancel(context.Background())
				cancels[i] = cancel
				go func() {
					timer := time.NewTimer(time.Minute)
					select {
					case <-timer.C:
					case <-ctx.Done():
					}
					timer.Stop()
					group.Done()
				}()
			}
			spin(2)
			for _, cancel := range cancels {
				cancel()
			}
			group.Wait()
		}
	})
}

var benchmarks = []struct {
	name       string
	operations int
	run        func(int) cost
}{
	{"sleep0", 100_000, func(n int) cost { return timed(func() { spin(n) }) }},
	{"switch_2tasks", 200_000, switches(2)},
	{"switch_1000tasks", 300_000, switches(1000)},
	{"create_await", 50_000, createAwait},
	{"create_gather10k", 10_000, createGather},
	{"tg_10k", 10_000, createGather},
	{"future_wake", 50_000, futureWake},
	{"queue_pingpong", 50_000, queuePingPong},
	{"queue_buffered", 100_000, queueBuffered},
	{"timers_cancel", 100_000, timersCancel},
	{"sleep_tasks_10k", 10_000, sleepTasks},
	{"timeout_nofire", 50_000, timeoutNoFire},
	{"lock_uncontended", 200_000, lockUncontended},
	{"lock_contended", 50_000, contend(1, 100)},
	{"semaphore_10", 50_000, contend(10, 1000)},
	{"event_broadcast", 50_000, eventBroadcast},
	{"cancel_task", 20_000, cancelTask},
}

func isWanted(name string) bool {
	for _, word := range os.Args[1:] {
		if word == name {
			return true
		}
	}
	return len(os.Args) == 1
}

func main() {
	runtime.GOMAXPROCS(1)
	output := json.NewEncoder(os.Stdout)
	for _, benchmark := range benchmarks {
		if !isWanted(benchmark.name) {
			continue
		}
		best := benchmark.run(benchmark.operations)
		for i := 0; i < repeat; i++ {
			next := benchmark.run(benchmark.operations)
			if next.wall < best.wall {
				best.wall = next.wall
			}
			if next.cpu < best.cpu {
				best.cpu = next.cpu
			}
		}
		operations := float64(benchmark.operations)
		output.Encode(map[string]any{
			"name": benchmark.name, "ns_per_op": float64(best.wall) / operations, "cpu_ns_per_op": float64(best.cpu) / operations,
		})
	}
}
