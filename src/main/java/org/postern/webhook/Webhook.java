package org.postern.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
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
 * Events on their way to a target, one after the other. Invariant: at most one is being told at any time, and it is the
 * first of those that wait; it waits until the target has taken or refused it, or it is too old. Thread-safe.
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
    private boolean busy;
    /** Whether the log has been told that the target takes nothing now. */
    private boolean failing;

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

    /** Has an event told; it is on disk when this returns, and told later. */
    public synchronized void post(String json) {
        if (target.get().isPresent()) {
            waiting.add(json);
            goOn();
        }
    }

    /** How many events wait, the one that is being told among them. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void goOn() {
        if (!busy && worker != null) {
            attempt(1);
        }
    }

    /** Tells the first event, if there is one. */
    private synchronized void attempt(int number) {
        Optional<WebhookTarget> to = target.get();
        if (to.isEmpty()) {
            waiting.clear();
        }
        Optional<Event> first = waiting.first();
        busy = first.isPresent() && to.isPresent() && client != null;
        if (busy) {
            tell(first.get(), to.get(), number);
        }
    }

    private synchronized void tell(Event event, WebhookTarget to, int number) {
        byte[] body = event.json().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(to.uri())
                .timeout(limits.attempt())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Postern")
                .header(ID, event.id())
                .POST(BodyPublishers.ofByteArray(body));
        to.signature(body).ifPresent(signature -> request.header(SIGNATURE, signature));
        try {
            var unused = Objects.requireNonNull(client)
                    .sendAsync(request.build(), info -> new NoBody())
                    .whenComplete((response, failure) -> answered(event, number, outcome(response, failure)));
        } catch (RejectedExecutionException e) {
            close();
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

    private synchronized void answered(Event event, int number, Outcome outcome) {
        if (outcome == Outcome.LATER) {
            later(number);
            return;
        }
        if (outcome == Outcome.REFUSED) {
            LOG.warn("the webhook {} refuses an event, which is given up", name());
        } else if (failing) {
            LOG.info("the webhook {} takes events again", name());
        }
        failing = false;
        waiting.remove(event);
        busy = false;
        goOn();
    }

    private void later(int number) {
        if (!failing) {
            LOG.warn("the webhook {} takes nothing now: {} events wait", name(), waiting.size());
        }
        failing = true;
        if (worker == null) {
            return; // they wait for the next process
        }
        try {
            var unused = worker.schedule(
                    () -> attempt(number + 1), limits.pauses().after(number).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close();
        }
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
