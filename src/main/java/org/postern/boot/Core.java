package org.postern.boot;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.postern.audit.Audit;
import org.postern.auth.AliasFile;
import org.postern.auth.Authenticator;
import org.postern.auth.DomainFile;
import org.postern.auth.MailAddress;
import org.postern.auth.Passwords;
import org.postern.auth.Throttle;
import org.postern.auth.UserFile;
import org.postern.auth.VerifiedLogins;
import org.postern.config.Settings;
import org.postern.delivery.BounceSettings;
import org.postern.delivery.Delivery;
import org.postern.delivery.DeliverySettings;
import org.postern.delivery.MailRoute;
import org.postern.delivery.OutgoingQueue;
import org.postern.delivery.QueueDirectory;
import org.postern.delivery.QuotaWarner;
import org.postern.delivery.ReportTexts;
import org.postern.delivery.Reporting;
import org.postern.delivery.RetrySchedule;
import org.postern.delivery.Settlement;
import org.postern.delivery.StreamDelivery;
import org.postern.delivery.WhenFull;
import org.postern.pop3.Maildrops;
import org.postern.quota.QuotaStore;
import org.postern.retention.Expiration;
import org.postern.retention.RetentionRules;
import org.postern.retention.Sweeper;
import org.postern.sharing.SharingStore;
import org.postern.store.MailStore;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.maildir.MaildirStore;
import org.postern.webhook.Webhook;
import org.postern.webhook.WebhookLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of a server that works without listening, holding the data directory. Thread-safe. */
public final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final DataDirectory directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Audit audit = new Audit();
    private final UserFile users;
    private final DomainFile domains;
    private final DirectoryUsers localUsers;
    private final AliasFile aliases;
    private final Passwords passwords = new Passwords(random);
    private final Authenticator authenticator;
    private final Webhook webhook;
    private final OpenBackend backend;
    private final QuotaStore store;
    private final SharingStore sharing;
    private final Maildrops maildrops;
    private final Expiration expiration;
    private final Sweeper sweeper;
    private final Delivery delivery;
    private final OutgoingQueue queue;
    private final DuplicatesFile duplicates;
    private final StreamDelivery streamDelivery;
    private volatile Settings settings;

    private Core(DataDirectory directory, Settings settings, Backend backend, Clock clock) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        this.users = new UserFile(settings.auth().file(), settings.defaultDomain(), clock, Core::check);
        this.domains = new DomainFile(settings.domainFile(), clock, Core::check);
        this.aliases = new AliasFile(settings.delivery().aliases(), settings.defaultDomain(), clock);
        this.authenticator = new Authenticator(
                users,
                passwords,
                new VerifiedLogins(random),
                new Throttle(Throttle.Pace.DEFAULT, clock),
                settings.defaultDomain());
        this.backend = OpenBackend.open(backend, this::settings, clock, random);
        this.webhook = new Webhook(
                () -> QuotaEvents.target(this.settings),
                WebhookLimits.DEFAULT,
                settings.dataDir().resolve("webhook"),
                clock);
        DirectoryQuotas limits = new DirectoryQuotas(users, domains, this::settings);
        this.store = new QuotaStore(
                this.backend.store(),
                limits,
                new QuotaEvents(
                        audit,
                        new QuotaWarner(
                                this.backend.store(),
                                this::bounceSettings,
                                () -> QuotaEvents.notices(this.settings),
                                clock),
                        new QuotaHook(webhook::post, clock),
                        limits));
        this.sharing = new SharingStore(store, new DirectoryAdministration(this)::isAdministrator);
        DirectoryMaildrops policies = new DirectoryMaildrops(users, domains, this::settings);
        this.maildrops = new Maildrops(sharing, policies, audit, clock);
        this.localUsers = new DirectoryUsers(users, domains, aliases, this::settings);
        RetentionRules rules = new DirectoryRetention(users, domains, this::settings);
        this.expiration = new Expiration(rules, audit, clock);
        this.sweeper = new Sweeper(
                localUsers::accounts,
                store,
                List.of(expiration, new MaildropDuty(policies, maildrops.expiry())),
                new SweepBookmark(settings.runDir().resolve("expired")),
                clock,
                Sweeper.Pace.DEFAULT);
        this.delivery =
                new Delivery(store, localUsers, this::deliverySettings, new Reporting(audit, this::queue), clock);
        this.queue = new OutgoingQueue(
                new QueueDirectory(settings.dataDir().resolve("queue")),
                new MailRoute(delivery, this::bounceSettings),
                this::bounceSettings,
                audit,
                clock);
        this.duplicates = new DuplicatesFile(settings.dataDir().resolve("duplicates"), delivery.duplicates());
        this.streamDelivery = new StreamDelivery(delivery, settlement(), new Ids(clock)::next);
        try {
            queue.load();
            webhook.load();
            duplicates.load();
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Fails when a field of a user or a domain says nothing that can be. */
    static void check(Map<String, String> fields) {
        DirectoryMaildrops.check(fields);
        DirectoryRetention.check(fields);
        DirectoryQuotas.check(fields);
    }

    /**
     * Takes the data directory and opens what is in it.
     *
     * @throws IOException when another process holds it, or something in it cannot be used
     */
    public static Core open(Settings settings, Backend backend, Clock clock) throws IOException {
        DataDirectory directory = DataDirectory.hold(settings);
        try {
            return new Core(directory, settings, backend, clock);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public UserFile users() {
        return users;
    }

    public DomainFile domains() {
        return domains;
    }

    public Passwords passwords() {
        return passwords;
    }

    /** Has the log name everything that is wrong in the files of users, domains and aliases. */
    void tellNotes() {
        new DirectoryNotes(settings, users, domains, aliases).sentences().forEach(note -> LOG.warn("{}", note));
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** With the quota around it. */
    public MailStore store() {
        return store;
    }

    /** All mail of a domain's users, with the domain's limit. */
    StorageUse useOf(String domain) throws StoreException {
        return store.useOf(domain);
    }

    /** Has a user told at once what other limits make of his mailbox. */
    void limitsChanged(MailAddress user) {
        store.limitsChanged(DirectoryUsers.nameOf(user));
    }

    /** What limits are now is what later ones are compared with. */
    void watchLimits() {
        store.watchLimits();
    }

    /** A step in finding out whose limits have changed otherwise. */
    void noticeLimits() {
        store.noticeLimits(localUsers::all);
    }

    /** What users' sessions are given: with the quota, and mailboxes of others around that. */
    MailStore sharing() {
        return sharing;
    }

    /** What POP3 opens. */
    Maildrops maildrops() {
        return maildrops;
    }

    /** What lies under the quota. */
    OpenBackend backend() {
        return backend;
    }

    /** For what concerns files; empty when mail is in memory only. */
    Optional<MaildirStore> maildir() {
        return backend.maildir();
    }

    /** What rules say of how long mail is kept, for one account. */
    Expiration expiration() {
        return expiration;
    }

    /** The same and more for all accounts. */
    Sweeper sweeper() {
        return sweeper;
    }

    public Audit audit() {
        return audit;
    }

    public Settings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    SecureRandom random() {
        return random;
    }

    Delivery delivery() {
        return delivery;
    }

    Webhook webhook() {
        return webhook;
    }

    OutgoingQueue queue() {
        return queue;
    }

    /** For protocols that answer once for all recipients. */
    Settlement settlement() {
        return new Settlement(queue, audit);
    }

    /** Writes down who has got what, for the next start. */
    void saveDuplicates() {
        duplicates.save();
    }

    StreamDelivery streamDelivery() {
        return streamDelivery;
    }

    DataDirectory directory() {
        return directory;
    }

    /** Other settings from now on; what is open stays where it is. */
    void use(Settings newSettings) {
        settings = newSettings;
    }

    @Override
    public void close() throws IOException {
        queue.close();
        duplicates.save();
        webhook.close();
        store.close();
        directory.close();
    }

    private DeliverySettings deliverySettings() {
        Settings now = settings;
        return new DeliverySettings(
                now.hostname(),
                now.defaultDomain(),
                now.delivery().subaddress(),
                now.delivery().maxSize().octets(),
                DeliverySettings.DEFAULT_MAX_RECIPIENTS,
                now.quota().whenFull() == Settings.WhenFull.REJECT ? WhenFull.REJECT : WhenFull.DEFER,
                now.delivery().subaddressFolders(),
                now.delivery().duplicates());
    }

    private BounceSettings bounceSettings() {
        Settings now = settings;
        Optional<BounceSettings.Smarthost> smarthost =
                now.bounce().smarthost().map(host -> new BounceSettings.Smarthost(host.host(), host.port()));
        return new BounceSettings(now.hostname(), now.bounce().from(), smarthost)
                .withSchedule(RetrySchedule.DEFAULT.withLifetime(now.bounce().giveUp()))
                .withTexts(now.bounce().language() == Settings.Language.DE ? ReportTexts.GERMAN : ReportTexts.ENGLISH);
    }

    /** Names of messages that come by a pipe. */
    private static final class Ids {
        private final AtomicLong next;

        Ids(Clock clock) {
            next = new AtomicLong(clock.millis() << 8);
        }

        String next() {
            return "p" + Long.toString(next.getAndIncrement(), Character.MAX_RADIX);
        }
    }
}
