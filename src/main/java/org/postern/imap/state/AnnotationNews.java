package org.postern.imap.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.Change;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * Annotations that others changed and this session's client was not told of yet (RFC 5464 4.4). Filled from any thread; at
 * most {@value #MOST} names wait, so that a client that never asks costs no memory: what is beyond them is not told.
 */
public final class AnnotationNews implements AutoCloseable {
    /** What ENABLE turns it on by. */
    public static final String NAME = "METADATA";

    private static final int MOST = 1000;

    private final Runnable wake;
    private final Watch watch;
    /** Belongs to the session, as all but what is noted. */
    private @Nullable Watch selected;
    /** How often each changed, less the changes that were this session's own. Guarded by itself. */
    private final Map<Changed, Integer> changes = new LinkedHashMap<>();

    private record Changed(Annotated of, String entry) {}

    /** Names that changed of one object. */
    public record News(Annotated of, Set<String> entries) {}

    private AnnotationNews(Account account, Runnable wake) throws StoreException {
        this.wake = wake;
        this.watch = account.watch(this::note);
    }

    /**
     * Begins to watch.
     *
     * @param wake called from any thread when there is something to tell
     */
    public static AnnotationNews watch(Account account, Runnable wake) throws StoreException {
        return new AnnotationNews(account, wake);
    }

    /** Watches a mailbox of another too, as long as it is selected; the user's own are watched anyway. */
    public void select(Account account, Mailbox mailbox) throws StoreException {
        closeSelected();
        UserName user = account.user();
        if (account.owner(mailbox.info().name()).filter(user::equals).isEmpty()) {
            selected = mailbox.watch(this::note);
        }
    }

    private void closeSelected() {
        if (selected != null) {
            selected.close();
            selected = null;
        }
    }

    private void note(Change change) {
        if (change instanceof Change.Annotations annotations) {
            add(annotations.of(), annotations.entries(), 1);
            wake.run();
        }
    }

    /** To be called after this session itself changed entries: nobody tells it (RFC 5464 4.3). */
    public void own(Annotated of, Set<String> entries) {
        add(of, entries, -1);
    }

    private void add(Annotated of, Set<String> entries, int times) {
        synchronized (changes) {
            for (String entry : entries) {
                Changed changed = new Changed(of, entry);
                if (changes.containsKey(changed) || changes.size() < MOST) {
                    changes.merge(changed, times, Integer::sum);
                }
            }
        }
    }

    /** What is to be told now; it is told once. */
    public List<News> take() {
        Map<Annotated, Set<String>> news = new LinkedHashMap<>();
        synchronized (changes) {
            changes.forEach((changed, times) -> {
                if (times > 0) {
                    news.computeIfAbsent(changed.of(), of -> new LinkedHashSet<>())
                            .add(changed.entry());
                }
            });
            changes.clear();
        }
        List<News> list = new ArrayList<>();
        news.forEach((of, entries) -> list.add(new News(of, entries)));
        return list;
    }

    @Override
    public void close() {
        closeSelected();
        watch.close();
    }
}
