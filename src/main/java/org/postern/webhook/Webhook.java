package org.postern.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to a target. Invariants: at most one is being told at any time; of those about the same none is told before
 * an earlier one; each waits until the target has taken or refused it, or it is too old. Thread-safe.
 *
 * <p>As long as the target takes nothing, attempts become rare ({@link WebhookLimits.Pauses}). An event that fails again and again
 * lets those behind it go first, and when they are taken it no longer holds up anything but what is about the same.
 */
public final class Webhook implements AutoCloseable {
    /** The header field of the signature. */
    public static final String SIGNATURE = "Postern-Signature";

    /** The header field with the id of the event, by which one that comes twice is known. */
    public static final String ID = "Postern-Event";

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final Supplier<Optional<WebhookTarget>> target;
    private final WebhookLimits limits;
    private final EventQueue waiting;
    private boolean telling;
    private boolean resting;
    /** Attempts in a row after which the target may be down. */
    private int failures;

    private @Nullable ScheduledExecutorService worker;
    private @Nullable HttpClient client;

    /**
     * Tells nothing before {@link #start}. The target is asked for at each attempt; without one nothing waits.
     *
     * @param directory where events wait, also for the next process
     */
    public Webhook(
            Supplier<Optional<WebhookTarget>> target, WebhookLimits limits, Path directory, InstantSource clock) {
        this.target = target;
        this.limits = limits;
        this.waiting = new EventQueue(directory, clock, limits.waiting(), limits.age());
    }

    /** Takes up what an earlier process left; to be called once, and before anything else. */
    public synchronized void load() throws IOException {
        waiting.load();
    }

    /** Tells from now on, with threads of this worker, none of which waits for the other side. */
    public synchronized void start(ScheduledExecutorService timer) {
        worker = timer;
        client = HttpClient.newBuilder()
                .executor(timer)
                .connectTimeout(limits.attempt())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        goOn();
    }

    /**
     * Has an event told; it is on disk when this returns, and told later.
     *
     * @param about whom or what, one line: events about the same are told in order
     */
    public synchronized void post(String about, String json) {
        if (target.get().isPresent()) {
            waiting.add(about, json);
            goOn();
        }
    }

    /** How many events wait, the one that is being told among them. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void goOn() {
        if (!telling && !resting && worker != null) {
            attempt();
        }
    }

    /** Tells an event, if there is one. */
    private void attempt() {
        Optional<WebhookTarget> to = target.get();
        if (to.isEmpty()) {
            waiting.clear();
        }
        Optional<WaitingEvent> next = failures == 0 ? waiting.first() : waiting.firstInTrouble();
        telling = next.isPresent() && to.isPresent() && client != null;
        if (telling) {
            tell(next.get(), to.get());
        }
    }

    private void tell(WaitingEvent one, WebhookTarget to) {
        byte[] body = one.event.json().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(to.uri())
                .timeout(limits.attempt())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Postern")
                .header(ID, one.event.id())
                .POST(BodyPublishers.ofByteArray(body));
        to.signature(body).ifPresent(signature -> request.header(SIGNATURE, signature));
        try {
            var unused = Objects.requireNonNull(client)
                    .sendAsync(request.build(), info -> new NoBody())
                    .whenComplete((response, failure) -> answered(one, response, failure));
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private synchronized void answered(
            WaitingEvent one, @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        telling = false;
        if (response == null) {
            LOG.debug("the webhook cannot be reached", failure);
            failed(one);
        } else if (isTemporary(response.statusCode())) {
            LOG.debug("the webhook answers {} to the event about {}", response.statusCode(), one.event.about());
            failed(one);
        } else {
            settled(one, response.statusCode());
        }
        goOn();
    }

    private static boolean isTemporary(int status) {
        return status / 100 == 5 || status == 408 || status == 425 || status == 429;
    }

    /** Taken, or refused in a way that would be the same the next time. */
    private void settled(WaitingEvent one, int status) {
        waiting.remove(one);
        if (status / 100 != 2) {
            LOG.warn(
                    "the webhook {} answers {} to the event of {} about {}, which is given up",
                    name(),
                    status,
                    one.event.at(),
                    one.event.about());
        }
        if (failures > 0) {
            failures = 0;
            List<String> others = waiting.gaveWay();
            LOG.info(
                    "the webhook {} takes events again{}",
                    name(),
                    others.isEmpty() ? "" : "; what it did not take is tried later, about " + others);
        }
    }

    private void failed(WaitingEvent one) {
        one.failed();
        if (failures == 0 && one.givesWay()) {
            giveWay(one); // it is this event, and not the target that is down
            return;
        }
        if (failures++ == 0) {
            LOG.warn("the webhook {} takes nothing now: {} events wait", name(), waiting.size());
        }
        resting = true;
        after(failures, () -> resting = false);
        if (Math.max(failures, one.failures()) >= limits.pauses().patience()) {
            giveWay(one);
        }
    }

    private void giveWay(WaitingEvent one) {
        one.giveWay();
        after(one.failures(), one::rested);
    }

    /** Changes something after a pause, and goes on. */
    private void after(int attempt, Runnable change) {
        if (worker == null) {
            return; // they wait for the next process
        }
        try {
            var unused = worker.schedule(
                    () -> goOn(change), limits.pauses().after(attempt).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private synchronized void goOn(Runnable change) {
        change.run();
        goOn();
    }

    private String name() {
        return target.get().map(WebhookTarget::toString).orElse("");
    }

    /** Ends telling; what waits is told by the next process. */
    @Override
    public synchronized void close() {
        worker = null;
        client = null;
    }
}
