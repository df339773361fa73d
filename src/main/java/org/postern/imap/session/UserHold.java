package org.postern.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.AnnotationNews;
import org.postern.imap.state.MetadataNewsLine;
import org.postern.imap.state.Notifications;
import org.postern.imap.wire.Utf8;
import org.postern.net.ConnectionCounts.Place;
import org.postern.store.Account;
import org.postern.store.StoreException;

/** What a session holds for the user who is logged in: given up together, with the login. Belongs to the session's worker. */
final class UserHold implements AutoCloseable {
    private final Account account;
    private final Place place;
    private @Nullable AnnotationNews annotationNews;
    private Notifications notifications = Notifications.USUAL;

    /** @param place among the connections of this user; closed with this */
    UserHold(Account account, Place place) {
        this.account = account;
        this.place = place;
    }

    Account account() {
        return account;
    }

    /** Begins to listen for annotations that others change, if it has not. */
    void watchAnnotations(Runnable wake) throws StoreException {
        if (annotationNews == null) {
            annotationNews = AnnotationNews.watch(account, wake);
        }
    }

    Optional<AnnotationNews> annotationNews() {
        return Optional.ofNullable(annotationNews);
    }

    Notifications notifications() {
        return notifications;
    }

    /** Those before are closed. */
    void tell(Notifications others) {
        notifications.close();
        notifications = others;
    }

    /** Lines that belong to no selected mailbox. */
    UntaggedSeries news(Utf8 utf8) {
        List<Untagged> lines = new ArrayList<>();
        if (annotationNews != null) {
            annotationNews.take().forEach(news -> lines.add(new MetadataNewsLine(news, utf8)));
        }
        return UntaggedSeries.of(lines).then(notifications.elsewhere());
    }

    @Override
    public void close() {
        tell(Notifications.USUAL);
        if (annotationNews != null) {
            annotationNews.close();
            annotationNews = null;
        }
        place.close();
    }
}
