package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.postern.store.MailboxName;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should hear from this package; nothing here stops an operation. */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger("org.postern.store.maildir");

    private Log() {}

    static void leftBehind(Path path, IOException cause) {
        LOG.warn("could not remove {}; it goes at the next start: {}", path, cause.toString());
    }

    static void indexDropped(Path folder, String reason) {
        LOG.warn("the index of {} is rebuilt from its files: {}", folder, reason);
    }

    static void indexNotWritten(Path folder, IOException cause) {
        LOG.warn("the index of {} cannot be written for now: {}", folder, cause.toString());
    }

    static void cacheNotWritten(Path folder, IOException cause) {
        LOG.warn("the cache of {} cannot be written for now: {}", folder, cause.toString());
    }

    static void termsDropped(Path index, IOException cause) {
        LOG.warn("{} is made anew, searches are slower until then: {}", index, cause.toString());
    }

    static void termsNotWritten(Path index, IOException cause) {
        LOG.warn("{} cannot be written for now, searches are slower for it: {}", index, cause.toString());
    }

    static void termsNotRoomed(Path where, String reason) {
        LOG.warn("indexes for searches in {} do not grow, searches are slower for it: {}", where, reason);
    }

    static void termsNotMade(Path folder, RuntimeException cause) {
        LOG.warn("a message in {} cannot be indexed for searches, they will read it", folder, cause);
    }

    static void newIdentity(Path folder) {
        LOG.warn("{} had no sound identity file: it gets a new UIDVALIDITY", folder);
    }

    static void lookFailed(Path folder, Exception cause) {
        LOG.warn("could not look for changes in {}: {}", folder, cause.toString());
    }

    static void notHeld(Path folder, IOException cause) {
        LOG.warn("what is expunged from {} is removed at once, for it cannot be held: {}", folder, cause.toString());
    }

    static void purgeFailed(Path directory, IOException cause) {
        LOG.warn("could not remove what was held too long in {}: {}", directory, cause.toString());
    }

    static void shortOfSpace(Path mail, Instant before) {
        LOG.warn("the disk of {} is nearly full: what was expunged before {} is removed", mail, before);
    }

    static void notTakenUp(Path file, IOException cause) {
        LOG.warn("{} cannot be taken up for now: {}", file, cause.toString());
    }

    static void listUnusable(Path list) {
        LOG.warn("{} has no sound header, or leaves no UIDs: it is passed over", list);
    }

    static void adopted(Path folder, AdoptedMailbox mailbox) {
        LOG.info(
                "took over {}: UIDVALIDITY {} and {} UIDs from {}, {} new UIDs",
                folder,
                mailbox.uidValidity(),
                mailbox.kept(),
                mailbox.from().orElse("nothing"),
                mailbox.fresh());
        mailbox.odd().forEach(sentence -> LOG.warn("{}: {}", folder, sentence));
    }

    static void oddFolder(Path account, String sentence) {
        LOG.warn("{}: {}", account, sentence);
    }

    static void notWalked(Path directory, IOException cause) {
        LOG.warn("could not go through the accounts in {}: {}", directory, cause.toString());
    }

    static void notCompared(Path account, Exception cause) {
        LOG.warn("the ledger of {} cannot be held against its files for now: {}", account, cause.toString());
    }

    static void drift(Path account, MailboxName mailbox, FolderSize noted, FolderSize real) {
        LOG.warn(
                "the ledger of {} is corrected: {} was noted with {} octets in {} messages, and holds {} in {}",
                account,
                mailbox,
                noted.octets(),
                noted.messages(),
                real.octets(),
                real.messages());
    }

    static void ledgerWrong(Path account) {
        LOG.warn("the ledger of {} did not add up to what is there, and is written anew", account);
    }

    static void ledgerNotRead(Path account, IOException cause) {
        LOG.warn("the ledger of {} is begun anew, for it cannot be read: {}", account, cause.toString());
    }

    static void ledgerNotWritten(Path account, IOException cause) {
        LOG.warn("the ledger of {} cannot be written for now: {}", account, cause.toString());
    }

    static void notReleased(UserName user, Exception cause) {
        LOG.error("the mail of {} is not ready for another server: {}", user, cause.toString());
    }
}
