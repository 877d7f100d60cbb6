/* In: a ring of slots. The caller's thread fills them and drains them in order, workers take filled ones in order. One mutex and two
 * conditions: a slot is a batch worth milliseconds, so the lock is never where the time goes. Memory is the ring, whatever comes through. */
#include <pthread.h>

#include "base/fault.h"
#include "base/pool.h"

typedef struct pool {
    const toll_pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t filled;    /* a slot was filled, or the pool stops: workers wait for it */
    pthread_cond_t done;      /* a slot was worked on: the caller waits for it */
    bool *ready;              /* per slot: worked on and not yet drained */
    size_t fill, take, drain; /* how many were filled, taken and drained so far: drain <= take <= fill <= drain + slot_count */
    bool stop;
} pool;

typedef struct worker {
    pool *pool;
    pthread_t thread;
    unsigned number;
} worker;

static void *slot_at(const toll_pool_job *job, size_t turn)
{
    return (char *)job->slots + turn % job->slot_count * job->slot_size;
}

static void *work_on(void *argument)
{
    worker *self = argument;
    pool *p = self->pool;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->stop && p->take == p->fill) pthread_cond_wait(&p->filled, &p->lock);
        if (p->stop) break;
        size_t turn = p->take++;
        pthread_mutex_unlock(&p->lock);
        p->job->work(p->job->context, slot_at(p->job, turn), self->number);
        pthread_mutex_lock(&p->lock);
        p->ready[turn % p->job->slot_count] = true;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* Everything in this thread: the same calls in the same order on one slot. */
static void run_alone(const toll_pool_job *job)
{
    toll_pool_answer answer;
    while ((answer = job->fill(job->context, job->slots)) != TOLL_POOL_ENDED) {
        if (answer == TOLL_POOL_LATER) continue;
        job->work(job->context, job->slots, 0);
        if (!job->drain(job->context, job->slots)) return;
    }
}

/* True where the oldest slot is done, waiting for that while `wait`. */
static bool oldest_done(pool *p, bool wait)
{
    pthread_mutex_lock(&p->lock);
    bool *ready = &p->ready[p->drain % p->job->slot_count];
    while (wait && !*ready) pthread_cond_wait(&p->done, &p->lock);
    bool done = *ready;
    if (done) *ready = false;
    pthread_mutex_unlock(&p->lock);
    return done;
}

static void hand_over(pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->fill++;
    pthread_cond_signal(&p->filled);
    pthread_mutex_unlock(&p->lock);
}

/* One more worker while there is work for one. */
static unsigned start_worker(pool *p, worker *workers, unsigned started)
{
    if (started == p->job->threads || started > p->fill - p->drain) return started;
    workers[started] = (worker){.pool = p, .number = started};
    return started + (pthread_create(&workers[started].thread, NULL, work_on, &workers[started]) == 0);
}

/* Drains while it can, fills while there is room, and waits only when neither is possible. The first worker runs before this is called,
 * so something always moves. Returns how many workers there are in the end. */
static unsigned run_ring(pool *p, worker *workers, unsigned started)
{
    const toll_pool_job *job = p->job;
    toll_pool_answer answer = TOLL_POOL_FILLED;
    while (answer != TOLL_POOL_ENDED || p->drain < p->fill) {
        size_t under_way = p->fill - p->drain;
        bool wait = answer != TOLL_POOL_FILLED || under_way == job->slot_count;
        if (under_way && oldest_done(p, wait)) {
            if (!job->drain(job->context, slot_at(job, p->drain))) return started;
            p->drain++;
            if (answer == TOLL_POOL_LATER) answer = TOLL_POOL_FILLED;
            continue;
        }
        answer = job->fill(job->context, slot_at(job, p->fill));
        if (answer != TOLL_POOL_FILLED) continue;
        hand_over(p);
        started = start_worker(p, workers, started);
    }
    return started;
}

static void finish(pool *p, worker *workers, unsigned started)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->filled);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
}

toll_status toll_pool_run(const toll_pool_job *job, toll_error *error)
{
    if (job->threads < 2 || job->slot_count < 2) {
        run_alone(job);
        return TOLL_OK;
    }
    pool p = {.job = job, .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};
    worker *workers = toll_base_zero(job->threads, sizeof *workers);
    p.ready = toll_base_zero(job->slot_count, sizeof *p.ready);
    toll_status status = TOLL_OK;
    if (!workers || !p.ready) {
        status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for %u threads; use fewer", job->threads);
    } else {
        unsigned started = start_worker(&p, workers, 0);
        if (started) finish(&p, workers, run_ring(&p, workers, started));
        else run_alone(job);
    }
    toll_base_free(workers);
    toll_base_free(p.ready);
    return status;
}
