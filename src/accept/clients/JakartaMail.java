import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Quota;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.FolderAdapter;
import jakarta.mail.event.FolderEvent;
import jakarta.mail.event.MailEvent;
import jakarta.mail.event.MessageChangedEvent;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.NotTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.MessageVanishedEvent;
import org.eclipse.angus.mail.imap.ModifiedSinceTerm;
import org.eclipse.angus.mail.imap.ResyncData;
import org.eclipse.angus.mail.imap.Rights;
import org.eclipse.angus.mail.imap.SortTerm;

/**
 * Jakarta Mail's IMAP store: port, TLS port, certificate, user, password. Throws at the first thing that is not as it must be;
 * prints what was done besides, and "done" at last.
 */
public final class JakartaMail {
    private static final int DEADLINE = 15; // seconds for what the server has to tell by itself
    private final Session session;
    private final String user;
    private final String password;

    private JakartaMail(Session session, String user, String password) {
        this.session = session;
        this.user = user;
        this.password = password;
    }

    public static void main(String[] args) throws Exception {
        new JakartaMail(Session.getInstance(properties(args)), args[3], args[4]).all();
    }

    private static Properties properties(String[] args) throws Exception {
        SSLContext trusting = trusting(Path.of(args[2]));
        Properties properties = new Properties();
        properties.put("mail.imap.host", "127.0.0.1");
        properties.put("mail.imap.port", args[0]);
        properties.put("mail.imap.starttls.required", "true");
        properties.put("mail.imap.compress.enable", "true");
        properties.put("mail.imaps.host", "127.0.0.1");
        properties.put("mail.imaps.port", args[1]);
        properties.put("mail.mime.allowutf8", "true");
        for (String protocol : List.of("imap", "imaps")) {
            properties.put("mail." + protocol + ".ssl.socketFactory", trusting.getSocketFactory());
            properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
            properties.put("mail." + protocol + ".timeout", "20000");
        }
        return properties;
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry("postern", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private IMAPStore open(String protocol) throws MessagingException {
        IMAPStore store = (IMAPStore) session.getStore(protocol);
        store.connect(user, password);
        return store;
    }

    private void all() throws Exception {
        try (IMAPStore refused = (IMAPStore) session.getStore("imaps")) {
            refused.connect(user, "wrong");
            throw new AssertionError("a wrong password was taken");
        } catch (AuthenticationFailedException e) {
            // as it must be
        }
        try (IMAPStore store = open("imaps"); IMAPStore other = open("imap")) {
            same(store.id(Map.of("name", "Jakarta Mail")).get("name"), "Postern", "ID");
            folders(store);
            messages(store);
            searches(store);
            copies(store);
            quota(store);
            idles(store, other);
            resyncs(store, other);
            extras(store, other);
        }
        System.out.println("done");
    }

    private static void same(Object is, Object should, String what) {
        if (!is.equals(should)) {
            throw new AssertionError(what + ": expected " + should + ", got " + is);
        }
    }

    private static void folders(IMAPStore store) throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        store.addFolderListener(new FolderAdapter() {
            @Override
            public void folderCreated(FolderEvent e) {
                events.add("created " + e.getFolder().getFullName());
            }

            @Override
            public void folderRenamed(FolderEvent e) {
                events.add("renamed " + e.getFolder().getFullName() + " to " + e.getNewFolder().getFullName());
            }

            @Override
            public void folderDeleted(FolderEvent e) {
                events.add("deleted " + e.getFolder().getFullName());
            }
        });
        same(store.getFolder("Straße").create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS), true, "CREATE");
        same(next(events), "created Straße", "folder event");
        Folder deep = store.getFolder("Straße/Ärger");
        same(deep.create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS), true, "CREATE");
        same(next(events), "created Straße/Ärger", "folder event");
        same(store.getFolder("Straße").renameTo(store.getFolder("Weg")), true, "RENAME");
        same(next(events), "renamed Straße to Weg", "folder event");
        same(store.getFolder("Weg/Ärger").exists(), true, "a renamed folder's child");
        same(deep.exists(), false, "the old name");
        Folder brief = store.getFolder("brief");
        brief.create(Folder.HOLDS_MESSAGES);
        same(next(events), "created brief", "folder event");
        brief.setSubscribed(true);
        same(Stream.of(store.getDefaultFolder().listSubscribed("*")).anyMatch(f -> f.getName().equals("brief")), true, "LSUB");
        brief.setSubscribed(false);
        brief.delete(false);
        same(next(events), "deleted brief", "folder event");
        same(store.getDefaultFolder().getSeparator(), '/', "separator");
        same(store.getPersonalNamespaces()[0].getFullName(), "", "NAMESPACE");
        same(List.of(((IMAPFolder) store.getFolder("Sent")).getAttributes()).contains("\\Sent"), true, "SPECIAL-USE");
    }

    private static <T> T next(BlockingQueue<T> events) throws InterruptedException {
        T event = events.poll(DEADLINE, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told within " + DEADLINE + " s");
        }
        return event;
    }

    private MimeMessage mail(String subject, int lines) throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("zoe@example.net", "Zoë", "UTF-8"));
        message.setRecipients(Message.RecipientType.TO, user);
        message.setSubject(subject, "UTF-8");
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Line über line.\r\n".repeat(lines), "UTF-8");
        parts.addBodyPart(text);
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setContent("a;b\r\n", "text/csv");
        attachment.setFileName("größe.csv");
        parts.addBodyPart(attachment);
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    private void messages(IMAPStore store) throws Exception {
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        Message[] sent = {mail("Zeta", 1), mail("Älpha", 30), mail("beta", 10), mail("Re: beta", 20), mail("gamma", 5)};
        AppendUID[] uids = inbox.appendUIDMessages(sent);
        same(Stream.of(uids).map(u -> u.uid).toList(), List.of(1L, 2L, 3L, 4L, 5L), "APPENDUID");
        same(uids[0].uidvalidity, inbox.getUIDValidity(), "UIDVALIDITY");
        same(inbox.getMessageCount(), 5, "messages");
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        profile.add(FetchProfile.Item.CONTENT_INFO);
        profile.add(FetchProfile.Item.FLAGS);
        profile.add(FetchProfile.Item.SIZE);
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add("Message-ID");
        Message[] rows = inbox.getMessages();
        inbox.fetch(rows, profile);
        for (int i = 0; i < rows.length; i++) {
            same(rows[i].getSubject(), sent[i].getSubject(), "subject of the envelope");
            same(((InternetAddress) rows[i].getFrom()[0]).getPersonal(), "Zoë", "from of the envelope");
            same(inbox.getUID(rows[i]), i + 1L, "UID");
            same(rows[i].getHeader("Message-ID")[0], sent[i].getHeader("Message-ID")[0], "header field");
            same(rows[i].getSize(), octets(sent[i]).length, "size");
            Multipart parts = (Multipart) rows[i].getContent();
            same(parts.getCount(), 2, "parts");
            same(parts.getBodyPart(0).getContent(), ((Multipart) sent[i].getContent()).getBodyPart(0).getContent(), "text");
            same(parts.getBodyPart(1).getFileName(), "größe.csv", "file name");
            same(Arrays.equals(octets(rows[i]), octets(sent[i])), true, "every octet comes back");
        }
        rows[0].setFlag(Flags.Flag.SEEN, true);
        inbox.setFlags(2, 3, new Flags("$Work"), true);
        rows[4].setFlags(new Flags(Flags.Flag.ANSWERED), true);
        inbox.close(false);
    }

    private static byte[] octets(Message message) throws Exception {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private static void searches(IMAPStore store) throws Exception {
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        // ASCII alone: with UTF8=ACCEPT it sends one octet a character, which is no UTF-8 (RFC 6855 3: BAD)
        same(found(inbox, new SubjectTerm("LPHA")), List.of(2L), "SUBJECT");
        same(found(inbox, new BodyTerm("BER line")), List.of(1L, 2L, 3L, 4L, 5L), "BODY");
        same(found(inbox, new FlagTerm(new Flags("$Work"), true)), List.of(2L, 3L), "KEYWORD");
        SearchTerm both = new AndTerm(new FromStringTerm("zoe"), new NotTerm(new SubjectTerm("beta")));
        same(found(inbox, both), List.of(1L, 2L, 5L), "AND NOT");
        long before = inbox.getHighestModSeq();
        inbox.close(false);
        inbox.open(Folder.READ_WRITE, ResyncData.CONDSTORE);
        inbox.getMessageByUID(4).setFlag(Flags.Flag.FLAGGED, true);
        same(found(inbox, new ModifiedSinceTerm(before + 1)), List.of(4L), "MODSEQ");
        same(uids(inbox, inbox.getMessagesByUIDChangedSince(1, UIDFolder.LASTUID, before)), List.of(4L), "CHANGEDSINCE");
        inbox.close(false);
    }

    private static List<Long> found(IMAPFolder folder, SearchTerm term) throws MessagingException {
        return uids(folder, folder.search(term));
    }

    private static List<Long> uids(IMAPFolder folder, Message... messages) throws MessagingException {
        List<Long> uids = new ArrayList<>();
        for (Message message : messages) {
            uids.add(folder.getUID(message));
        }
        return uids;
    }

    private static void copies(IMAPStore store) throws Exception {
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        Folder archive = store.getFolder("Archive");
        inbox.open(Folder.READ_WRITE);
        AppendUID[] copied = inbox.copyUIDMessages(inbox.getMessages(1, 2), archive);
        same(Stream.of(copied).map(u -> u.uid).toList(), List.of(1L, 2L), "COPYUID of COPY");
        AppendUID[] moved = inbox.moveUIDMessages(inbox.getMessages(1, 1), archive);
        same(moved[0].uid, 3L, "COPYUID of MOVE");
        inbox.expunge(); // until then it counts what has gone
        same(inbox.getMessageCount(), 4, "messages after MOVE");
        Message doomed = inbox.getMessageByUID(5);
        doomed.setFlag(Flags.Flag.DELETED, true);
        inbox.getMessageByUID(4).setFlag(Flags.Flag.DELETED, true);
        same(uids(inbox, inbox.expunge(new Message[] {doomed})).size(), 1, "UID EXPUNGE takes one of two");
        inbox.getMessageByUID(4).setFlag(Flags.Flag.DELETED, false);
        same(uids(inbox, inbox.getMessages()), List.of(2L, 3L, 4L), "messages that stay");
        inbox.close(true);
    }

    private static void quota(IMAPStore store) throws MessagingException {
        Quota[] quotas = store.getQuota("INBOX");
        Quota.Resource storage = Stream.of(quotas[0].resources).filter(r -> r.name.equals("STORAGE")).findFirst().orElseThrow();
        same(storage.limit, 10L * 1024, "limit in KiB");
        same(storage.usage > 0, true, "storage in use");
    }

    private void idles(IMAPStore store, IMAPStore other) throws Exception {
        IMAPFolder watched = (IMAPFolder) store.getFolder("INBOX");
        IMAPFolder acting = (IMAPFolder) other.getFolder("INBOX");
        watched.open(Folder.READ_WRITE);
        acting.open(Folder.READ_WRITE);
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        watched.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent e) {
                events.add("added " + e.getMessages().length);
            }

            @Override
            public void messagesRemoved(MessageCountEvent e) {
                events.add("removed " + e.getMessages()[0].getMessageNumber());
            }
        });
        watched.addMessageChangedListener(e -> events.add("changed " + e.getMessage().getMessageNumber()));
        Thread idle = new Thread(() -> {
            try {
                while (watched.getMessageCount() < 6) {
                    watched.idle(true); // until something is told
                }
            } catch (MessagingException e) {
                events.add("failed " + e);
            }
        });
        idle.setDaemon(true);
        idle.start();
        acting.appendMessages(new Message[] {mail("first in IDLE", 1)});
        same(next(events), "added 1", "IDLE");
        acting.getMessageByUID(3).setFlag(Flags.Flag.FLAGGED, true);
        same(next(events), "changed 2", "IDLE");
        for (String subject : List.of("second", "third")) {
            acting.appendMessages(new Message[] {mail(subject, 1)});
            same(next(events), "added 1", "IDLE");
        }
        idle.join(TimeUnit.SECONDS.toMillis(DEADLINE));
        same(idle.isAlive(), false, "IDLE has ended");
        watched.close(false);
        acting.close(false);
    }

    private static void resyncs(IMAPStore store, IMAPStore other) throws Exception {
        IMAPFolder known = (IMAPFolder) store.getFolder("INBOX");
        known.open(Folder.READ_WRITE, ResyncData.CONDSTORE);
        ResyncData then = new ResyncData(known.getUIDValidity(), known.getHighestModSeq());
        known.close(false);
        IMAPFolder acting = (IMAPFolder) other.getFolder("INBOX");
        acting.open(Folder.READ_WRITE);
        acting.getMessageByUID(2).setFlag(Flags.Flag.DELETED, true);
        acting.expunge();
        acting.getMessageByUID(4).setFlag(Flags.Flag.DRAFT, true);
        acting.close(false);
        List<MailEvent> events = known.open(Folder.READ_WRITE, then);
        same(events.size(), 2, "events of QRESYNC: " + events);
        for (MailEvent event : events) {
            if (event instanceof MessageVanishedEvent vanished) {
                same(Arrays.toString(vanished.getUIDs()), "[2]", "VANISHED");
            } else {
                Message changed = ((MessageChangedEvent) event).getMessage();
                same(known.getUID(changed), 4L, "the message that has changed");
                same(changed.isSet(Flags.Flag.DRAFT), true, "its new flag");
            }
        }
        known.close(false);
    }

    private static void extras(IMAPStore store, IMAPStore other) throws Exception {
        IMAPFolder archive = (IMAPFolder) store.getFolder("Archive");
        archive.open(Folder.READ_WRITE);
        Message[] sorted = archive.getSortedMessages(new SortTerm[] {SortTerm.REVERSE, SortTerm.SIZE, SortTerm.ARRIVAL});
        same(uids(archive, sorted).get(0), 2L, "the largest is first");
        same(archive.myRights().contains(Rights.Right.READ), true, "MYRIGHTS");
        if (store.hasCapability("COMPRESS=DEFLATE")) {
            IMAPFolder far = (IMAPFolder) other.getFolder("Archive");
            far.open(Folder.READ_ONLY);
            same(Arrays.equals(octets(far.getMessage(2)), octets(archive.getMessage(2))), true, "octets compressed and not");
            System.out.println("compressed");
        }
        archive.doCommand(protocol -> protocol.command("NOOP", new Argument()));
        archive.close(false);
    }
}
