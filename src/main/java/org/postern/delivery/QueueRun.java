package org.postern.delivery;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.delivery.FailedRecipient.Extent;
import org.postern.delivery.Outgoing.Purpose;
import org.postern.delivery.OutgoingRoute.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the queue: what is due is tried, given up, or taken off the shelf. Thread-safe. */
final class QueueRun {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRun.class);

    private final OutgoingQueue queue;
    private final OutgoingRoute route;
    /** Held by whoever sends: no message goes out twice at once. */
    private final ReentrantLock sending = new ReentrantLock();
    /** Somebody wants the queue looked through after the look that may be going on. */
    private final AtomicBoolean lookAgain = new AtomicBoolean();

    /** Of this look: a hundred of an alias who never got a message are one report. Guarded by {@link #sending}. */
    private final Set<Told> reported = new HashSet<>();

    /**
     * What the sender of a message is told by a report.
     *
     * @param message a digest of its header, in which stand the time and the name with which it came
     */
    private record Told(String sender, Optional<Address> sentTo, String message) {
        static Told of(Outgoing mail, byte[] header) {
            String message = HexFormat.of().formatHex(MessageDigests.sha256().digest(header));
            return new Told(mail.reversePath(), mail.sentTo(), message);
        }
    }

    QueueRun(OutgoingQueue queue, OutgoingRoute route) {
        this.queue = queue;
        this.route = route;
    }

    /**
     * Tries every message that is due, once; blocks while it sends. When another thread is sending, that thread looks
     * again afterwards and this one does not wait: it may be needed for something else than a slow smarthost.
     */
    void attemptDue() {
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

    /** The oldest first, but before all others what is for mailboxes here: no smarthost is waited for with that. */
    private void attemptAll() {
        reported.clear();
        Instant now = queue.clock().instant();
        List<QueueEntry> due = queue.entries().stream()
                .filter(e -> !e.due().isAfter(now))
                .sorted(Comparator.comparing((QueueEntry e) -> e.mail().purpose() != Purpose.LOCAL))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        try (OutgoingRoute.Round round = route.begin()) {
            for (QueueEntry entry : due) {
                boolean there = queue.find(entry.mail().id()).isPresent();
                if (there && entry.attempts().isFailed()) {
                    discard(entry);
                } else if (there && !Thread.currentThread().isInterrupted()) {
                    attempt(round, entry);
                }
            }
        }
    }

    private void attempt(OutgoingRoute.Round round, QueueEntry entry) {
        Outgoing mail = entry.mail();
        try {
            Attempt attempt = round.send(mail, queue.message(mail));
            switch (attempt.result()) {
                case SENT -> {
                    LOG.info("{} {} to {} sent: {}", mail.purpose(), mail.id(), mail.to(), attempt.answer());
                    queue.forget(mail);
                }
                case REFUSED -> giveUp(entry, attempt.outcome(), attempt.answer());
                case LATER -> postpone(entry, attempt.answer());
            }
        } catch (NoSuchFileException e) {
            LOG.warn("{} {} has gone from the disk, and is forgotten", mail.purpose(), mail.id(), e);
            queue.gone(mail);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} cannot be sent", mail.purpose(), mail.id(), e);
            postpone(entry, String.valueOf(e.getMessage()));
        }
    }

    private void postpone(QueueEntry entry, String answer) {
        Outgoing mail = entry.mail();
        Instant now = queue.clock().instant();
        RetrySchedule schedule = queue.settings().schedule();
        if (schedule.isExpired(mail.created(), now)) {
            try {
                giveUp(entry, mail.purpose() == Purpose.LOCAL ? Outcome.EXPIRED : Outcome.FORWARD_EXPIRED, answer);
                return;
            } catch (IOException e) {
                LOG.error("{} {} cannot be given up", mail.purpose(), mail.id(), e);
            }
        }
        Instant next = now.plus(schedule.after(entry.attempts().count() + 1));
        queue.note(entry, entry.attempts().after(answer, next));
    }

    private void giveUp(QueueEntry entry, Outcome why, String answer) throws IOException {
        Outgoing mail = entry.mail();
        LOG.warn(
                "{} {} from <{}> to {} given up: {} {}; {}",
                mail.purpose(),
                mail.id(),
                mail.reversePath(),
                mail.to(),
                why.status(),
                why.text(),
                answer);
        if (mail.sentTo().isEmpty()) {
            queue.forget(mail);
            queue.audit().discarded(mail.id(), mail.reversePath(), mail.to().toString());
            return;
        }
        Address sentTo = mail.sentTo().get();
        FailedRecipient failed = FailedRecipient.after(answer, sentTo.toString(), why, extent(mail));
        byte[] header = queue.header(entry);
        if (!ReportRule.permits(mail.from(), header)) {
            queue.shelve(entry, answer);
            queue.audit().undelivered(mail.id(), mail.reversePath(), failed.address(), failed.status());
            return;
        }
        Told told = Told.of(mail, header);
        if (!reported.contains(told)) {
            if (!queue.report(mail.from(), new Arrival(mail.id(), mail.created()), List.of(failed), header)) {
                throw new IOException("the report about " + mail.id() + " cannot be queued");
            }
            reported.add(told);
        }
        queue.audit().bounced(mail.id(), mail.reversePath(), failed.address(), failed.status());
        queue.forget(mail);
    }

    /** What is kept for one mailbox is of an alias, others of whom have it; of what was sent on nobody knows that. */
    private static Extent extent(Outgoing mail) {
        return mail.mailbox().isPresent() ? Extent.SOME : Extent.ALL;
    }

    /** Lets go what failed first, as long as more has failed than may be kept. */
    void clearShelf() {
        List<QueueEntry> failed = queue.entries().stream()
                .filter(entry -> entry.attempts().isFailed())
                .sorted(Comparator.comparing(
                        (QueueEntry entry) -> entry.attempts().failed().orElseThrow()))
                .toList();
        long octets = failed.stream().mapToLong(QueueEntry::octets).sum();
        for (QueueEntry entry : failed) {
            if (octets > queue.settings().shelf().octets()) {
                octets -= entry.octets();
                discard(entry);
            }
        }
    }

    /** Unless an operator has just asked for another attempt. */
    private void discard(QueueEntry entry) {
        Outgoing mail = entry.mail();
        try {
            if (queue.forget(entry)) {
                queue.audit()
                        .discarded(
                                mail.id(),
                                mail.reversePath(),
                                mail.sentTo().orElse(mail.to()).toString());
            }
        } catch (IOException e) {
            LOG.error("{} {} cannot be removed", mail.purpose(), mail.id(), e);
        }
    }
}
