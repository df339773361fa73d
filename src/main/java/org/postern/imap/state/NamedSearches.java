package org.postern.imap.state;

import java.util.Optional;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.StoreException;

/** Searches that are kept under a name (RFC 5466): the user's own, else those for everybody. */
@FunctionalInterface
public interface NamedSearches {
    NamedSearches NONE = name -> Optional.empty();

    /** What is searched for, as it would stand in a SEARCH, in UTF-8; empty when there is none of that name. */
    Optional<byte[]> named(String name) throws StoreException;

    /** Those that a user finds. */
    static NamedSearches of(Account account) {
        return name -> {
            String entry = Annotations.fold("/filters/values/" + name);
            Optional<AnnotationValue> own =
                    account.annotations(Annotated.ACCOUNT).get("/private" + entry);
            return (own.isPresent()
                            ? own
                            : account.annotations(Annotated.SERVER).get("/shared" + entry))
                    .map(AnnotationValue::octets);
        };
    }
}
