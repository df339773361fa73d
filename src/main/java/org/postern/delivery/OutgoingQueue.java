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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that leave: reports, forwarded mail, and what somebody here could not have at once, on disk until they are
 * sent, refused or expired. Thread-safe. {@link QueueRun} sends.
 *
 * <p>What must stay true: (1) What {@code report} and {@code add} have taken survives a restart, and with it how often it
 * was tried and when it is due. (2) A message leaves the disk only when somebody else has it, an operator removes it, or
 * it is given up; and then the report about it is on disk before, or it has lain on the shelf for everybody to see.
 * (3) Nobody is told about a report.
 */
public final class OutgoingQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingQueue.class);
    private static final Duration PACE = Duration.ofSeconds(30);

    private final QueueDirectory directory;
    private final Supplier<BounceSettings> settings;
    private final Audit audit;
    private final Clock clock;
    private final QueueRun run;

    private final Map<String, QueueEntry> waiting = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();

    private volatile @Nullable ScheduledExecutorService timer;
    private volatile @Nullable Future<?> regular;

    /**
     * Made once; {@link #load} comes next.
     *
     * @param settings asked for each message, so that a reload counts for what waits
     */
    public OutgoingQueue(
            QueueDirectory directory,
            OutgoingRoute route,
            Supplier<BounceSettings> settings,
            Audit audit,
            Clock clock) {
        this.directory = directory;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
        this.run = new QueueRun(this, route);
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
        return noted.isFailed() || !noted.due().isAfter(latest) ? noted : noted.dueAt(latest);
    }

    /** Sends on this timer's thread from now on, which a slow smarthost may hold for minutes. */
    public void start(ScheduledExecutorService worker) {
        timer = worker;
        regular = worker.scheduleWithFixedDelay(run::attemptDue, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
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
     * @param header of the message; empty when there is none to be had
     * @return whether the report is in the queue, durably
     */
    boolean report(Optional<Address> sender, Arrival message, List<FailedRecipient> failed, byte[] header) {
        if (!ReportRule.permits(sender, header)) {
            return false;
        }
        Outgoing report = Outgoing.report(id(message.id()), sender.orElseThrow(), clock.instant());
        BounceSettings now = settings.get();
        BounceComposer composer = new BounceComposer(now.hostname(), now.from(), now.texts(), clock);
        byte[] octets = composer.compose(report, message.at(), failed, OriginalFields.forSender(header));
        return add(report, Content.of(octets), Attempts.none(report.created()));
    }

    /** Whether what is not for somebody here can leave. */
    public boolean hasSmarthost() {
        return settings.get().smarthost().isPresent();
    }

    /**
     * Takes somebody's mail, its sender in the envelope staying what it was: empty for a report, so that there is none
     * about it.
     *
     * @return whether it is in the queue, durably
     */
    boolean add(Leaving leaving, Content message) {
        Outgoing mail = leaving.as(id(leaving.envelope().origin().id()), clock.instant());
        return add(mail, message, Attempts.none(mail.created()));
    }

    /**
     * Takes mail that cannot be delivered, and of which nobody may be told.
     *
     * @return as {@link #add}
     */
    boolean shelve(Leaving leaving, Content message, Outcome why) {
        Outgoing mail = leaving.as(id(leaving.envelope().origin().id()), clock.instant());
        Attempts failed = Attempts.none(mail.created()).failed(why.line(), mail.created(), shelfEnd());
        if (!add(mail, message, failed)) {
            return false;
        }
        audit.undelivered(mail.id(), mail.reversePath(), leaving.sentTo().toString(), why.status());
        run.clearShelf();
        return true;
    }

    private Instant shelfEnd() {
        return clock.instant().plus(settings.get().shelf().time());
    }

    private String id(String about) {
        return Long.toString(clock.millis(), 36) + '-' + counter.incrementAndGet() + '-' + about;
    }

    private boolean add(Outgoing mail, Content message, Attempts attempts) {
        try {
            directory.add(mail, message);
        } catch (IOException e) {
            LOG.error("message to {} cannot be queued", mail.to(), e);
            return false;
        }
        waiting.put(mail.id(), new QueueEntry(mail, message.size(), attempts));
        if (attempts.isFailed()) {
            directory.note(mail, attempts);
        } else {
            hurry();
        }
        return true;
    }

    private void hurry() {
        ScheduledExecutorService worker = timer;
        if (worker != null) {
            try {
                worker.execute(run::attemptDue);
            } catch (RejectedExecutionException e) {
                LOG.info("the server stops: what waits will be sent after the next start");
            }
        }
    }

    /**
     * Has messages tried now, whenever they are due: on the timer's thread, or here where there is none.
     *
     * @param id of one, failed or not; empty: all that have not failed
     * @return how many
     */
    public int flush(Optional<String> id) {
        Instant now = clock.instant();
        List<String> chosen = id.map(List::of).orElseGet(this::hopeful).stream()
                .filter(one -> waiting.computeIfPresent(
                                one,
                                (same, entry) -> entry.with(entry.attempts().dueAt(now)))
                        != null)
                .toList();
        if (timer == null) {
            run.attemptDue();
        } else {
            hurry();
        }
        return chosen.size();
    }

    private List<String> hopeful() {
        return waiting.values().stream()
                .filter(entry -> !entry.attempts().isFailed())
                .map(entry -> entry.mail().id())
                .toList();
    }

    /** Drops a message, if it is there; nobody is told. One that is being sent just now may have left. */
    public void remove(String id) throws IOException {
        Optional<QueueEntry> entry = find(id);
        if (entry.isPresent()) {
            forget(entry.get().mail());
        }
    }

    /** Tries every message that is due, once, as {@link QueueRun} does. */
    public void attemptDue() {
        run.attemptDue();
    }

    BounceSettings settings() {
        return settings.get();
    }

    Audit audit() {
        return audit;
    }

    Clock clock() {
        return clock;
    }

    Content message(Outgoing mail) throws IOException {
        return directory.message(mail);
    }

    /** It has come so far, unless it has gone meanwhile. */
    void note(QueueEntry entry, Attempts attempts) {
        if (waiting.computeIfPresent(entry.mail().id(), (id, same) -> entry.with(attempts)) != null) {
            directory.note(entry.mail(), attempts);
        }
    }

    /** It stays to be looked at. */
    void shelve(QueueEntry entry, String answer) {
        note(entry, entry.attempts().failed(answer, clock.instant(), shelfEnd()));
        run.clearShelf();
    }

    /** The file first: a message that stays on disk stays in memory, and is not sent again before its time. */
    void forget(Outgoing mail) throws IOException {
        directory.remove(mail);
        waiting.remove(mail.id());
    }

    /** Somebody else has removed its file. A note that stays behind goes at the next start. */
    void gone(Outgoing mail) {
        waiting.remove(mail.id());
    }

    /**
     * As {@link #forget}, unless it has come further than that.
     *
     * @return whether it has gone
     */
    boolean forget(QueueEntry entry) throws IOException {
        if (!waiting.remove(entry.mail().id(), entry)) {
            return false;
        }
        try {
            directory.remove(entry.mail());
            return true;
        } catch (IOException e) {
            waiting.putIfAbsent(entry.mail().id(), entry);
            throw e;
        }
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
