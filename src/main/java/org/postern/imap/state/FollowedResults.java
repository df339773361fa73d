package org.postern.imap.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.postern.imap.response.UntaggedSeries;

/** The results that a session follows in its selected mailbox. Belongs to the session. */
public final class FollowedResults {
    /** Each costs up to some octets a message and a look at each change. */
    public static final int MOST = 10;

    private final int most;
    private final List<FollowedResult> all = new ArrayList<>();

    FollowedResults() {
        this(MOST);
    }

    FollowedResults(int most) {
        this.most = most;
    }

    public boolean hasRoom() {
        return all.size() < most;
    }

    public boolean isFollowed(String tag) {
        return all.stream().anyMatch(result -> result.tag().equals(tag));
    }

    /** From now on; there must be room. */
    public void follow(FollowedResult result) {
        all.add(result);
    }

    /** No longer; nothing happens when it was not. */
    public void leave(String tag) {
        all.removeIf(result -> result.tag().equals(tag));
    }

    UntaggedSeries before(Updates updates) {
        return updates.vanished().isEmpty() ? UntaggedSeries.none() : each(result -> result.before(updates));
    }

    UntaggedSeries after(Updates updates) {
        return each(result -> result.after(updates));
    }

    private UntaggedSeries each(Function<FollowedResult, UntaggedSeries> told) {
        UntaggedSeries lines = UntaggedSeries.none();
        for (FollowedResult result : all) {
            lines = lines.then(told.apply(result));
        }
        return lines;
    }
}
