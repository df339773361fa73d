package org.postern.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to a target, one after the other. Invariant: at most one is being told at any time, and it is the
 * first of those that wait. Thread-safe.
 */
public final class Webhook implements AutoCloseable {
    /** The header field of the signature. */
    public static final String SIGNATURE = "Postern-Signature";

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final Supplier<Optional<WebhookTarget>> target;
    private final WebhookLimits limits;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean overflowing;
    private @Nullable ScheduledExecutorService worker;
    private @Nullable HttpClient client;

    /** Tells nothing before {@link #start}. The target is asked for at each attempt; without one nothing waits. */
    public Webhook(Supplier<Optional<WebhookTarget>> target, WebhookLimits limits) {
        this.target = target;
        this.limits = limits;
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

    /** Has an event told; returns at once. */
    public synchronized void post(String json) {
        if (target.get().isEmpty()) {
            return;
        }
        if (waiting.size() >= limits.waiting()) {
            waiting.remove(); // if it is being told just now, that only means it is not tried again
            if (!overflowing) {
                LOG.warn("more than {} events wait for the webhook: the oldest are given up", limits.waiting());
            }
            overflowing = true;
        }
        waiting.add(json.getBytes(StandardCharsets.UTF_8));
        goOn();
    }

    /** How many events wait, the one that is being told among them. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void goOn() {
        byte[] first = waiting.peek();
        if (first == null) {
            overflowing = false;
        } else if (!busy && worker != null) {
            busy = true;
            attempt(first, 1);
        }
    }

    private synchronized void attempt(byte[] event, int number) {
        Optional<WebhookTarget> to = target.get();
        if (to.isEmpty() || client == null) {
            waiting.clear();
            busy = false;
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(to.get().uri())
                .timeout(limits.attempt())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Postern")
                .POST(BodyPublishers.ofByteArray(event));
        to.get().signature(event).ifPresent(signature -> request.header(SIGNATURE, signature));
        try {
            var unused = client.sendAsync(request.build(), info -> new NoBody())
                    .whenComplete((response, failure) -> answered(event, number, outcome(response, failure)));
        } catch (RejectedExecutionException e) {
            stopped();
        }
    }

    private enum Outcome {
        TOLD,
        LATER,
        /** It would be refused again. */
        REFUSED
    }

    private static Outcome outcome(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        if (response == null) {
            LOG.debug("the webhook cannot be reached", failure);
            return Outcome.LATER;
        }
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Outcome.TOLD;
        }
        LOG.debug("the webhook answers {}", status);
        boolean temporary = status / 100 == 5 || status == 408 || status == 425 || status == 429;
        return temporary ? Outcome.LATER : Outcome.REFUSED;
    }

    private synchronized void answered(byte[] event, int attempt, Outcome outcome) {
        boolean again = outcome == Outcome.LATER && attempt < limits.attempts() && waiting.peek() == event;
        if (again && worker != null) {
            try {
                var unused = worker.schedule(
                        () -> attempt(event, attempt + 1),
                        limits.pauseAfter(attempt).toMillis(),
                        TimeUnit.MILLISECONDS);
                return;
            } catch (RejectedExecutionException e) {
                stopped();
                return;
            }
        }
        if (outcome != Outcome.TOLD) {
            LOG.warn(
                    "an event is not told to the webhook {}",
                    target.get().map(WebhookTarget::toString).orElse(""));
        }
        if (waiting.peek() == event) {
            waiting.remove();
        }
        busy = false;
        goOn();
    }

    private synchronized void stopped() {
        LOG.info("the server stops: {} events are not told to the webhook", waiting.size());
        close();
    }

    /** Ends telling. */
    @Override
    public synchronized void close() {
        worker = null;
        client = null;
        waiting.clear();
    }
}
