package org.postern.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.delivery.OutgoingRoute.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that leave: reports and forwarded mail, on disk until they are sent, refused or expired. Thread-safe.
 *
 * <p>What must stay true: (1) What {@code report} and {@code forward} have taken survives a restart, and with it how often it
 * was tried and when it is due. (2) A message leaves the disk only when somebody else has it, an operator removes it, or
 * it is given up; and the report about a forwarded one that is given up is on disk before. (3) Nobody is told about a report.
 */
public final class OutgoingQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingQueue.class);
    private static final Duration PACE = Duration.ofSeconds(30);

    private final QueueDirectory directory;
    private final OutgoingRoute route;
    private final Supplier<BounceSettings> settings;
    private final Clock clock;

    private final Map<String, QueueEntry> waiting = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();
    /** Held by whoever sends: no message goes out twice at once. */
    private final ReentrantLock sending = new ReentrantLock();
    /** Somebody wants the queue looked through after the look that may be going on. */
    private final AtomicBoolean lookAgain = new AtomicBoolean();

    private volatile @Nullable ScheduledExecutorService timer;
    private volatile @Nullable Future<?> regular;

    /**
     * Made once; {@link #load} comes next.
     *
     * @param settings asked for each message, so that a reload counts for what waits
     */
    public OutgoingQueue(
            QueueDirectory directory, OutgoingRoute route, Supplier<BounceSettings> settings, Clock clock) {
        this.directory = directory;
        this.route = route;
        this.settings = settings;
        this.clock = clock;
    }

    /** Finds what an earlier process left. */
    public void load() throws IOException {
        Instant now = clock.instant();
        for (Outgoing mail : directory.load()) {
            Attempts attempts =
                    directory.attempts(mail).map(p -> believed(p, now)).orElseGet(() -> Attempts.none(now));
            waiting.putIfAbsent(
                    mail.id(), new QueueEntry(mail, directory.message(mail).size(), attempts));
        }
    }

    /** A clock that went wrong meanwhile makes no message wait longer than any attempt would. */
    private Attempts believed(Attempts noted, Instant now) {
        Instant latest = now.plus(settings.get().schedule().longest());
        return noted.due().isAfter(latest) ? noted.dueAt(latest) : noted;
    }

    /** Sends on this timer's thread from now on, which a slow smarthost may hold for minutes. */
    public void start(ScheduledExecutorService worker) {
        timer = worker;
        regular = worker.scheduleWithFixedDelay(this::attemptDue, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a timer sends. */
    public boolean isStarted() {
        return timer != null;
    }

    /** Messages in the queue. */
    public int size() {
        return waiting.size();
    }

    /** What waits, the oldest first. */
    public List<QueueEntry> entries() {
        return waiting.values().stream()
                .sorted(Comparator.comparing((QueueEntry e) -> e.mail().created())
                        .thenComparing(e -> e.mail().id()))
                .toList();
    }

    public Optional<QueueEntry> find(String id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** The header of a waiting message, at most 64 KiB of it. */
    public byte[] header(QueueEntry entry) throws IOException {
        return OriginalFields.of(directory.message(entry.mail()));
    }

    /**
     * Reports to the sender of a message what its recipients did not get, unless {@link ReportRule} forbids it.
     *
     * @param about what the message is called in the logs
     * @param header of the message; empty when there is none to be had
     * @return whether the report is in the queue, durably
     */
    public boolean report(Optional<Address> sender, String about, List<RecipientOutcome> failed, byte[] header) {
        if (!ReportRule.permits(sender, header)) {
            LOG.info("nobody is told about {}", about);
            return false;
        }
        Outgoing report = Outgoing.report(id(about), sender.orElseThrow(), clock.instant());
        BounceSettings now = settings.get();
        BounceComposer composer = new BounceComposer(now.hostname(), now.from(), now.texts(), clock);
        byte[] octets = composer.compose(report.id(), report.to(), failed, header);
        return add(report, Content.of(octets));
    }

    /** Whether what is not for somebody here can leave. */
    public boolean hasSmarthost() {
        return settings.get().smarthost().isPresent();
    }

    /**
     * Sends somebody's mail on, its sender in the envelope staying what it was: empty for a report, so that there is none
     * about it.
     *
     * @return whether it is in the queue, durably
     */
    boolean forward(Envelope envelope, Forward forward, Content message) {
        String id = id(envelope.origin().id());
        return add(
                new Outgoing(id, envelope.sender(), forward.address(), Optional.of(forward.by()), clock.instant()),
                message);
    }

    private String id(String about) {
        return Long.toString(clock.millis(), 36) + '-' + counter.incrementAndGet() + '-' + about;
    }

    private boolean add(Outgoing mail, Content message) {
        try {
            directory.add(mail, message);
        } catch (IOException e) {
            LOG.error("message to {} cannot be queued", mail.to(), e);
            return false;
        }
        waiting.put(mail.id(), new QueueEntry(mail, message.size(), Attempts.none(mail.created())));
        hurry();
        return true;
    }

    private void hurry() {
        ScheduledExecutorService worker = timer;
        if (worker != null) {
            try {
                worker.execute(this::attemptDue);
            } catch (RejectedExecutionException e) {
                LOG.info("the server stops: what waits will be sent after the next start");
            }
        }
    }

    /**
     * Has messages tried now, whenever they are due: on the timer's thread, or here where there is none.
     *
     * @param id of one; empty: all
     * @return how many
     */
    public int flush(Optional<String> id) {
        List<String> chosen = id.map(List::of).orElseGet(() -> List.copyOf(waiting.keySet())).stream()
                .filter(one -> waiting.computeIfPresent(
                                one,
                                (same, entry) -> entry.with(entry.attempts().dueAt(Instant.MIN)))
                        != null)
                .toList();
        if (timer == null) {
            attemptDue();
        } else {
            hurry();
        }
        return chosen.size();
    }

    /** Drops a message, if it is there; nobody is told. One that is being sent just now may have left. */
    public void remove(String id) throws IOException {
        Optional<QueueEntry> entry = find(id);
        if (entry.isPresent()) {
            forget(entry.get().mail());
        }
    }

    /**
     * Tries every message that is due, once; blocks while it sends. When another thread is sending, that thread looks
     * again afterwards and this one does not wait: it may be needed for something else than a slow smarthost.
     */
    public void attemptDue() {
        lookAgain.set(true);
        while (lookAgain.get() && sending.tryLock()) {
            try {
                if (lookAgain.getAndSet(false)) {
                    attemptAll();
                }
            } catch (RuntimeException e) {
                // Thrown on, it would silently end the timer's regular runs.
                LOG.error("the outgoing queue stumbled", e);
            } finally {
                sending.unlock();
            }
        }
    }

    private void attemptAll() {
        Instant now = clock.instant();
        List<QueueEntry> due =
                entries().stream().filter(e -> !e.due().isAfter(now)).toList();
        if (due.isEmpty()) {
            return;
        }
        try (OutgoingRoute.Round round = route.begin()) {
            for (QueueEntry entry : due) {
                if (!Thread.currentThread().isInterrupted()
                        && waiting.containsKey(entry.mail().id())) {
                    attempt(round, entry);
                }
            }
        }
    }

    private void attempt(OutgoingRoute.Round round, QueueEntry entry) {
        Outgoing mail = entry.mail();
        try {
            Attempt attempt = round.send(mail, directory.message(mail));
            switch (attempt.result()) {
                case SENT -> {
                    LOG.info("{} {} to {} sent: {}", mail.purpose(), mail.id(), mail.to(), attempt.answer());
                    forget(mail);
                }
                case REFUSED -> giveUp(entry, Outcome.FORWARD_REFUSED, attempt.answer());
                case LATER -> postpone(entry, attempt.answer());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} cannot be sent", mail.purpose(), mail.id(), e);
            postpone(entry, String.valueOf(e.getMessage()));
        }
    }

    private void postpone(QueueEntry entry, String answer) {
        Instant now = clock.instant();
        RetrySchedule schedule = settings.get().schedule();
        if (schedule.isExpired(entry.mail().created(), now)) {
            try {
                giveUp(entry, Outcome.FORWARD_EXPIRED, "too old; " + answer);
                return;
            } catch (IOException e) {
                LOG.error(
                        "{} {} cannot be given up",
                        entry.mail().purpose(),
                        entry.mail().id(),
                        e);
            }
        }
        Attempts attempts = entry.attempts()
                .after(answer, now.plus(schedule.after(entry.attempts().count() + 1)));
        if (waiting.computeIfPresent(entry.mail().id(), (id, same) -> entry.with(attempts)) != null) {
            directory.note(entry.mail(), attempts);
        }
    }

    private void giveUp(QueueEntry entry, Outcome why, String answer) throws IOException {
        Outgoing mail = entry.mail();
        LOG.warn(
                "{} {} from <{}> to {} given up: {}", mail.purpose(), mail.id(), mail.reversePath(), mail.to(), answer);
        if (mail.forwardedBy().isPresent()) {
            // RFC 3464 4.2: where mail is forwarded to is between the recipient and this server.
            RecipientOutcome failed =
                    new RecipientOutcome(mail.forwardedBy().get().toString(), why);
            byte[] header = header(entry);
            boolean told = report(mail.from(), mail.id(), List.of(failed), header);
            if (!told && ReportRule.permits(mail.from(), header)) {
                throw new IOException("the report about " + mail.id() + " cannot be queued");
            }
        }
        forget(mail);
    }

    /** The file first: a message that stays on disk stays in memory, and is not sent again before its time. */
    private void forget(Outgoing mail) throws IOException {
        directory.remove(mail);
        waiting.remove(mail.id());
    }

    /** Ends regular sending. What waits stays on disk. */
    @Override
    public void close() {
        Future<?> running = regular;
        if (running != null) {
            running.cancel(true);
        }
        timer = null;
    }
}
