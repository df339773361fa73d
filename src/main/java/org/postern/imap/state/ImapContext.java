package org.postern.imap.state;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.auth.Secret;
import org.postern.imap.response.Language;
import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.wire.Utf8;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;

/** What a command may see and change of its session. Used by one worker at a time. */
public interface ImapContext {
    SessionState state();

    /** The account of the user who is logged in; only after login. */
    Account account();

    /** The store of all accounts, for spools. */
    MailStore store();

    /** The selected mailbox; only in selected state. */
    SelectedMailbox selected();

    Optional<SelectedMailbox> selection();

    /** Enters selected state with a mailbox just opened; the one selected before is closed. */
    void select(SelectedMailbox mailbox);

    /** Goes back to authenticated state, closing the selected mailbox if there is one. */
    void unselect();

    /** Tells the client how far the command is that runs, if that takes long (RFC 9585). */
    ProgressListener progress();

    /** Wakes the session from any thread; what {@link SelectedMailbox#open} is given. */
    void wake();

    /** Whether ENABLE has turned on an extension, by its name as its RFC spells it. */
    boolean isEnabled(String name);

    void enable(String name);

    /** Whether IMAP4rev2 is enabled. */
    default boolean isRev2() {
        return isEnabled("IMAP4rev2");
    }

    /** How the client is told of changes, by what it has turned on. */
    default Telling.Form telling() {
        if (isEnabled(ModSeqs.QRESYNC)) {
            return Telling.Form.VANISHED;
        }
        return isEnabled(ModSeqs.CONDSTORE) ? Telling.Form.MODSEQ : Telling.Form.PLAIN;
    }

    /** Whether strings to the client may be quoted UTF-8, and mailbox names are UTF-8. */
    default Utf8 utf8() {
        return isRev2() || isEnabled("UTF8=ACCEPT") ? Utf8.ON : Utf8.OFF;
    }

    /** How SEARCH, SORT and THREAD compare texts. */
    ActiveComparator comparator();

    /** Keys of messages that SORT and THREAD have found before, in any session. */
    KeptKeys keptKeys();

    /** Compares so from now on. */
    void compareBy(ActiveComparator comparator);

    /** What CAPABILITY answers now. */
    List<String> capabilities();

    /** The language of texts for people. */
    Language language();

    /** Another language from now on. */
    void speak(Language language);

    /** The tag of the command that is running, for ESEARCH. */
    String tag();

    /** What is known of the connection. */
    ConnectionFacts connection();

    /** The connection is compressed from the end of this command's answer on. */
    void compressed();

    /** What the operator offers besides what every session has. */
    Set<ImapOption> options();

    /**
     * Checks a password and, if it is right, goes to authenticated state. Whatever the outcome, this is the answer to the
     * command; a wrong password's is delayed.
     *
     * @param mechanism SASL mechanism, or "USER" for the LOGIN command
     */
    Responses logIn(String login, Secret password, String mechanism);

    /** What administrators may do. */
    Administration administration();

    /** Begins to tell the client of annotations that others change. */
    void watchAnnotations() throws StoreException;

    /** Annotations that others changed, when the client has asked to be told. */
    Optional<AnnotationNews> annotationNews();

    /** Lines that belong to no selected mailbox and may be told with any command. */
    UntaggedSeries news();

    /** What the client is told without asking. */
    Notifications notifications();

    /** Tells it other things from now on; what it was told before is closed. */
    void tell(Notifications notifications);

    /** Where things that operators want to know are told. */
    SessionEvents events();

    /**
     * Goes back to the state before login: what is selected, enabled or held for the user is given up (RFC 8437 3), and
     * compression ends with this command's answer.
     */
    void unauthenticate();

    /** Goes to logout state: nothing is answered after this command. */
    void logOut();

    ImapLimits limits();

    InstantSource clock();

    /** The command goes on in a mode. */
    void enter(Mode mode);
}
