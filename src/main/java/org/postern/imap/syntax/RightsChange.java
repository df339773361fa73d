package org.postern.imap.syntax;

import java.util.Optional;
import org.postern.store.AccessChange;
import org.postern.store.Rights;

/** mod-rights of RFC 4314 7: {@code +lr} and {@code -lr} change what there is, {@code lr} is in its place. */
public record RightsChange(AccessChange.Kind kind, Rights rights) {
    /** Empty when one of the letters is no right. */
    public static Optional<RightsChange> parse(String text) {
        AccessChange.Kind kind = text.startsWith("+")
                ? AccessChange.Kind.ADD
                : text.startsWith("-") ? AccessChange.Kind.REMOVE : AccessChange.Kind.REPLACE;
        return RightsSyntax.parse(kind == AccessChange.Kind.REPLACE ? text : text.substring(1))
                .map(rights -> new RightsChange(kind, rights));
    }
}
