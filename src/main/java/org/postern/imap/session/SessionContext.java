package org.postern.imap.session;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Client;
import org.postern.auth.AuthOutcome;
import org.postern.auth.Mechanisms;
import org.postern.auth.Secret;
import org.postern.imap.codec.FrameLimits;
import org.postern.imap.codec.ImapFramer;
import org.postern.imap.feature.CapabilityFacts;
import org.postern.imap.feature.CapabilityFacts.Revision;
import org.postern.imap.feature.ImapFeatures;
import org.postern.imap.response.Language;
import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.Administration;
import org.postern.imap.state.AnnotationNews;
import org.postern.imap.state.ConnectionFacts;
import org.postern.imap.state.ConnectionFacts.Compression;
import org.postern.imap.state.ConnectionFacts.Passwords;
import org.postern.imap.state.ConnectionFacts.Tls;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.KeptKeys;
import org.postern.imap.state.Mode;
import org.postern.imap.state.Notifications;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SessionEvents;
import org.postern.imap.state.SessionState;
import org.postern.net.ConnectionCounts.Place;
import org.postern.net.Link;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;

/**
 * The state of one session. Belongs to one worker at a time, except for the key of its share of workers, which any thread
 * may read.
 */
final class SessionContext implements ImapContext, AutoCloseable {
    private final ImapServices services;
    private final Link link;
    private final ImapFramer framer;
    private final AuditedEvents events;
    private final Set<String> enabled = new HashSet<>();

    private ActiveComparator comparator = ActiveComparator.DEFAULT;
    private SessionState state = SessionState.NOT_AUTHENTICATED;
    private volatile String shareKey;
    private String tag = "";
    private long commands;
    private Language language = Language.I_DEFAULT;
    private Compression compression = Compression.NONE;
    private Optional<UserHold> user = Optional.empty();
    private @Nullable SelectedMailbox selection;
    private ProgressListener progress = ProgressListener.NONE;
    private @Nullable Mode mode;

    SessionContext(ImapServices services, Link link, String service) {
        this.services = services;
        this.link = link;
        this.framer = new ImapFramer(services.limits().beforeLogin());
        this.events = new AuditedEvents(services.audit(), new Client(service, link.id(), link.remoteAddress()));
        this.shareKey = link.remoteAddress();
    }

    ImapFramer framer() {
        return framer;
    }

    String shareKey() {
        return shareKey;
    }

    Optional<Mode> mode() {
        return Optional.ofNullable(mode);
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public Account account() {
        return user().account();
    }

    private UserHold user() {
        return user.orElseThrow(() -> new IllegalStateException("nobody is logged in"));
    }

    @Override
    public MailStore store() {
        return services.store();
    }

    @Override
    public SelectedMailbox selected() {
        if (selection == null) {
            throw new IllegalStateException("no mailbox is selected");
        }
        return selection;
    }

    @Override
    public Optional<SelectedMailbox> selection() {
        return Optional.ofNullable(selection);
    }

    @Override
    public void select(SelectedMailbox mailbox) {
        unselect();
        selection = mailbox;
        state = SessionState.SELECTED;
    }

    @Override
    public void unselect() {
        if (selection != null) {
            selection.close();
            selection = null;
            state = SessionState.AUTHENTICATED;
        }
    }

    @Override
    public ProgressListener progress() {
        return progress;
    }

    /** A command runs now, or none does any longer: long calls on the selected mailbox tell how far they are. */
    void report(ProgressListener listener) {
        progress = listener;
        if (selection != null) {
            selection.mailbox().reportTo(listener);
        }
    }

    void interject(byte[] line) {
        link.interject(line);
    }

    @Override
    public void wake() {
        link.wake();
    }

    @Override
    public boolean isEnabled(String name) {
        return enabled.contains(name);
    }

    @Override
    public void enable(String name) {
        enabled.add(name);
        framer.limit(frameLimits());
    }

    /** With IMAP4rev2 literals that nobody waits for are short (RFC 9051 4.3). */
    private FrameLimits frameLimits() {
        FrameLimits limits = services.limits().afterLogin();
        return isRev2() ? limits.withNonSynchronizing(FrameLimits.LITERAL_MINUS) : limits;
    }

    @Override
    public KeptKeys keptKeys() {
        return services.keptKeys();
    }

    @Override
    public ActiveComparator comparator() {
        return comparator;
    }

    @Override
    public void compareBy(ActiveComparator active) {
        comparator = active;
    }

    @Override
    public List<String> capabilities() {
        Revision revision = isRev2() ? Revision.REV2 : Revision.REV1;
        return ImapFeatures.capabilities(new CapabilityFacts(state, connection(), revision, limits(), options()));
    }

    @Override
    public String tag() {
        return tag;
    }

    /** A command begins. */
    void running(String newTag) {
        tag = newTag;
        commands++;
    }

    @Override
    public ConnectionFacts connection() {
        Tls tls = link.isTls() ? Tls.UP : link.canStartTls() ? Tls.POSSIBLE : Tls.IMPOSSIBLE;
        boolean permitted = tls == Tls.UP || services.plaintext().permitsClearFrom(link.remote());
        return permitted
                ? new ConnectionFacts(tls, Passwords.PERMITTED, Mechanisms.ALL.names(), compression)
                : new ConnectionFacts(tls, Passwords.REFUSED, Mechanisms.ALL.namesWithoutPassword(), compression);
    }

    @Override
    public Language language() {
        return language;
    }

    @Override
    public void speak(Language newLanguage) {
        language = newLanguage;
    }

    @Override
    public void compressed() {
        compression = Compression.ACTIVE;
    }

    @Override
    public Set<ImapOption> options() {
        return services.options();
    }

    @Override
    public Responses logIn(String login, Secret password, String mechanism) {
        AuthOutcome outcome = services.authenticator().authenticate(login, password, link.remote());
        LoginAttempt attempt = new LoginAttempt(services, events, login, mechanism, link.tlsDetails());
        return attempt.answer(outcome, this);
    }

    /** The password was right and there is room: the session is this user's from now on. */
    void loggedIn(Account account, Place place) {
        user = Optional.of(new UserHold(account, place));
        state = SessionState.AUTHENTICATED;
        shareKey = account.user().address();
        framer.limit(frameLimits());
    }

    @Override
    public Administration administration() {
        return services.administration();
    }

    @Override
    public void watchAnnotations() throws StoreException {
        user().watchAnnotations(link::wake);
    }

    @Override
    public Optional<AnnotationNews> annotationNews() {
        return user.flatMap(UserHold::annotationNews);
    }

    @Override
    public UntaggedSeries news() {
        boolean told = user.isPresent() && state != SessionState.LOGOUT;
        return told ? user().news(utf8()) : UntaggedSeries.none();
    }

    @Override
    public Notifications notifications() {
        return user.map(UserHold::notifications).orElse(Notifications.USUAL);
    }

    @Override
    public void tell(Notifications others) {
        user().tell(others);
    }

    @Override
    public SessionEvents events() {
        return events;
    }

    @Override
    public void unauthenticate() {
        unselect();
        events.loggedOut(commands);
        commands = 0;
        leave();
        enabled.clear();
        compression = Compression.NONE;
        language = Language.I_DEFAULT;
        comparator = ActiveComparator.DEFAULT;
        state = SessionState.NOT_AUTHENTICATED;
        shareKey = link.remoteAddress();
        framer.limit(services.limits().beforeLogin());
    }

    /** Gives up what is held for the user. */
    private void leave() {
        user.ifPresent(UserHold::close);
        user = Optional.empty();
    }

    @Override
    public void logOut() {
        unselect();
        state = SessionState.LOGOUT;
    }

    /** The server's; for a user whose messages may only be smaller, with that. */
    @Override
    public ImapLimits limits() {
        ImapLimits all = services.limits();
        OptionalLong own = user.map(held -> held.account().largestMessage()).orElse(OptionalLong.empty());
        return own.isPresent() && own.getAsLong() < all.message() ? all.withMessage(own.getAsLong()) : all;
    }

    @Override
    public InstantSource clock() {
        return services.clock();
    }

    @Override
    public void enter(Mode newMode) {
        mode = newMode;
        framer.readLines();
    }

    void leaveMode() {
        if (mode != null) {
            mode.close();
            mode = null;
            framer.readCommands();
        }
    }

    void ended() {
        events.loggedOut(commands);
        close();
    }

    @Override
    public void close() {
        leaveMode();
        if (selection != null) {
            selection.close();
            selection = null;
        }
        leave();
    }
}
