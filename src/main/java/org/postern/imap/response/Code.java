package org.postern.imap.response;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.postern.store.MailboxInfo;
import org.postern.store.UidSet;

/**
 * A response code (RFC 9051 7.1, RFC 5530) as it stands between the brackets. Its text is ASCII without "]" and control
 * characters; whoever makes one from a client's text must see to that.
 */
public record Code(String text) {
    public static final Code ALREADYEXISTS = new Code("ALREADYEXISTS");
    public static final Code AUTHENTICATIONFAILED = new Code("AUTHENTICATIONFAILED");
    public static final Code AUTHORIZATIONFAILED = new Code("AUTHORIZATIONFAILED");
    /** RFC 5255 4.9: no comparator is called so. */
    public static final Code BADCOMPARATOR = new Code("BADCOMPARATOR");

    public static final Code CANNOT = new Code("CANNOT");
    /** RFC 4978 3. */
    public static final Code COMPRESSIONACTIVE = new Code("COMPRESSIONACTIVE");
    /** RFC 5530: what the client sent can mean nothing. */
    public static final Code CLIENTBUG = new Code("CLIENTBUG");

    public static final Code CLOSED = new Code("CLOSED");
    public static final Code EXPUNGEISSUED = new Code("EXPUNGEISSUED");
    public static final Code HASCHILDREN = new Code("HASCHILDREN");
    public static final Code INUSE = new Code("INUSE");
    public static final Code LIMIT = new Code("LIMIT");
    /** RFC 5464 4.3: no more annotations. */
    public static final Code METADATA_TOOMANY = new Code("METADATA TOOMANY");

    public static final Code NONEXISTENT = new Code("NONEXISTENT");
    public static final Code NOPERM = new Code("NOPERM");
    public static final Code OVERQUOTA = new Code("OVERQUOTA");
    public static final Code PRIVACYREQUIRED = new Code("PRIVACYREQUIRED");
    public static final Code READ_ONLY = new Code("READ-ONLY");
    public static final Code READ_WRITE = new Code("READ-WRITE");
    public static final Code TOOBIG = new Code("TOOBIG");
    /** RFC 10022 3.1.3.2: batches of so few messages are not given. */
    public static final Code TOOFEW = new Code("TOOFEW");
    /** RFC 10022 3.1.5: batches of so many messages are not given at once. */
    public static final Code TOOMANY = new Code("TOOMANY");

    public static final Code TRYCREATE = new Code("TRYCREATE");
    /** RFC 9586 3: sequence numbers are not allowed any more. */
    public static final Code UIDREQUIRED = new Code("UIDREQUIRED");

    public static final Code UNAVAILABLE = new Code("UNAVAILABLE");
    public static final Code UNKNOWN_CTE = new Code("UNKNOWN-CTE");
    /** RFC 6154: the special use cannot be given. */
    public static final Code USEATTR = new Code("USEATTR");

    /** RFC 4315: where APPEND put its message or messages. */
    public static Code appendUid(long uidValidity, UidSet uids) {
        return new Code("APPENDUID " + uidValidity + " " + uids);
    }

    /** RFC 4315. */
    public static Code copyUid(long uidValidity, UidSet source, UidSet target) {
        return new Code("COPYUID " + uidValidity + " " + source + " " + target);
    }

    /** RFC 7162 3.1.3: messages or UIDs that a conditional STORE left as they are. */
    public static Code modified(UidSet numbers) {
        return new Code("MODIFIED " + numbers);
    }

    /** RFC 8474 4.1, 4.2. */
    public static Code mailboxId(MailboxInfo mailbox) {
        return new Code("MAILBOXID (" + objectId(mailbox) + ")");
    }

    /** The id of a mailbox as clients know it: a letter comes first, so that it looks like no number (RFC 8474 8.1). */
    public static String objectId(MailboxInfo mailbox) {
        return "F" + mailbox.id();
    }

    /** RFC 4469 4.1; characters that may not stand in a code are escaped as in a URL. */
    public static Code badUrl(String url) {
        StringBuilder safe = new StringBuilder("BADURL ");
        for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7F && octet != ']';
            safe.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return new Code(safe.toString());
    }

    /** RFC 5267 4.3.1: the command's result is not followed. */
    public static Code noUpdate(String tag) {
        return new Code("NOUPDATE \"" + tag + "\"");
    }

    /** RFC 2221: an IMAP URL. */
    public static Code referral(String url) {
        return new Code("REFERRAL " + url);
    }

    public static Code badCharset(Collection<String> known) {
        return new Code("BADCHARSET (" + String.join(" ", known) + ")");
    }

    public static Code of(String name, long number) {
        return new Code(name + " " + number);
    }
}
