package org.postern.quota;

import java.util.Map;
import java.util.Optional;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** Where a short text about each user is kept durably, so that he is not told twice. */
interface TellingNotes {
    /** For who is never told anything. */
    TellingNotes NONE = new TellingNotes() {
        @Override
        public Optional<String> read(UserName user) {
            return Optional.empty();
        }

        @Override
        public void write(UserName user, Optional<String> note) {}
    };

    Optional<String> read(UserName user) throws StoreException;

    /** Empty removes it. */
    void write(UserName user, Optional<String> note) throws StoreException;

    /** In the account itself, as an annotation under a name that no client can say, so that it goes where the account goes. */
    static TellingNotes in(MailStore store) {
        return new TellingNotes() {
            private static final String ENTRY = "/server/quota-told";

            @Override
            public Optional<String> read(UserName user) throws StoreException {
                return store.open(user)
                        .annotations(Annotated.ACCOUNT)
                        .get(ENTRY)
                        .map(AnnotationValue::text);
            }

            @Override
            public void write(UserName user, Optional<String> note) throws StoreException {
                Account account = store.open(user);
                account.annotate(Annotated.ACCOUNT, Map.of(ENTRY, note.map(AnnotationValue::of)));
            }
        };
    }
}
