"""Kota Palembang, 2023: three primary teachers live with karaoke in uniform (Tribun, detikSumbagsel, June 2023)."""

from cases.demo.organisation import home, officer
from cases.demo.people import masked
from cases.demo.script_runner import Runner
from cases.demo.times import moment, not_after, on_day
from cases.examination.sessions import Session
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.models import (
    Act,
    Agency,
    Attendance,
    Case,
    Fact,
    Government,
    HoursClaim,
    Incident,
    IncidentDate,
    Instruction,
    Post,
    PublicStatement,
    Respondent,
    Statement,
    User,
)
from regulations.models import Provision, Route

SOURCE = (
    "Tribun Sumsel/Sripoku 8–9/6/2023; detikSumbagsel 9/6/2023. Rekaman siaran tidak ada, hanya tangkapan layar. Jalur "
    "etik dan jam tiap langkah diandaikan untuk peragaan."
)
TEACHERS = (
    ("Guru perempuan berseragam (1)", "Terlapor 1", "199201012020122901"),
    ("Guru perempuan berseragam (2)", "Terlapor 2", "199302022020122902"),
    ("Guru laki-laki berseragam", "Terlapor 3", "199403032020121903"),
)


def run_script(runner: Runner) -> Case:
    """Found and phoned on the first day, heard by the Inspectorate the next, waiting for direction ever since."""
    city = Government.objects.get(region="kota-palembang")
    bkpsdm, inspector, sekda = officer(city, "bkpsdm"), officer(city, "inspektorat"), officer(city, "setda")
    school = city.agencies.get(code="sdn-165")
    case = runner.report(actor=bkpsdm, at=moment("2023-06-08", "10.00"), report=_report(school))
    to_inspectorate = _order(runner, case, sekda, home(inspector))
    _order(runner, case, sekda, home(bkpsdm))
    for respondent, (_, label, number) in zip(case.respondents.order_by("pk"), TEACHERS, strict=True):
        _identify(runner, respondent, bkpsdm, label, number)
        _accuse(runner, respondent, inspector)
        _hear(runner, respondent, inspector)
        _wait(runner, respondent, inspector)
    runner.on_case(
        Act.ANSWER_INSTRUCTION,
        case,
        actor=inspector,
        at=moment("2023-06-09", "14.00"),
        instruction=to_inspectorate,
        result="Ketiganya hadir didampingi kepala sekolah, mengakui, menyesal, dan meminta maaf.",
    )
    _speak(runner, case, inspector)
    return case


def _report(school: Agency) -> Report:
    exposed = "Unggahan akun yang memviralkan, Kamis 8/6/2023"
    return Report(
        agency=school,
        title="Siaran langsung karaoke berseragam di ruang guru",
        summary="Tangkapan layar tiga orang berseragam yang bersiaran langsung sambil karaoke diunggah akun lain.",
        medium=Incident.Medium.PHOTO,
        uniform=Incident.Uniform.YES,
        place="Ruang guru SD Negeri 165",
        posts=[
            SeenPost(platform=Post.Platform.TIKTOK, part=Post.Part.ORIGINAL),
            SeenPost(platform=Post.Platform.TIKTOK, account="@panglima.nipah", part=Post.Part.EXPOSING),
        ],
        dates=[
            not_after(IncidentDate.Kind.UPLOADED, moment("2023-06-08", "00.00"), "Siaran asal, sebelum diviralkan"),
            on_day(IncidentDate.Kind.VIRAL, "2023-06-08", exposed),
            on_day(IncidentDate.Kind.REPORTED, "2023-06-08", exposed),
        ],
        claims=[
            HoursClaim(
                claimed_by="Akun yang memviralkan", within_hours=True, source="Keterangan unggahan: sejak pagi karaoke"
            )
        ],
        unknown=[description for description, _, _ in TEACHERS],
        source_note=SOURCE,
        is_demo=True,
    )


def _order(runner: Runner, case: Case, sekda: User, to: Agency) -> Instruction:
    order: Instruction = runner.on_case(
        Act.INSTRUCT,
        case,
        actor=sekda,
        at=moment("2023-06-08", "13.00"),
        to=to,
        text="Panggil dan minta klarifikasi ketiganya",
        given_by="Sekretaris Daerah Kota Palembang",
    )
    return order


def _identify(runner: Runner, respondent: Respondent, bkpsdm: User, label: str, number: str) -> None:
    runner.act(
        Act.RECORD_FACT,
        respondent,
        actor=bkpsdm,
        at=moment("2023-06-08", "16.00"),
        kind=Fact.Kind.PHONE_CONFIRMATION,
        by="Bidang disiplin BKPSDM",
        text="Dihubungi lewat telepon dan membenarkan; pemanggilan langsung menyusul, tanggalnya belum diberitahukan",
    )
    employee = masked(respondent.agency, label, "PNS", "Guru SD", moment("2020-12-01").date(), number)
    runner.act(
        Act.IDENTIFY,
        respondent,
        actor=bkpsdm,
        at=moment("2023-06-08", "16.30"),
        employee=employee,
        how="Dikonfirmasi lewat telepon kepada yang bersangkutan; bertugas di SD Negeri 165",
    )


def _accuse(runner: Runner, respondent: Respondent, inspector: User) -> None:
    morning = moment("2023-06-09", "08.00")
    runner.act(
        Act.CHOOSE_ROUTE,
        respondent,
        actor=inspector,
        at=morning,
        route=Route.ETHICS,
        reason="Dugaan pelanggaran kode etik",
    )
    runner.act(
        Act.ALLEGE,
        respondent,
        actor=inspector,
        at=morning,
        text="Siaran langsung dan karaoke berseragam di sekolah",
        provision=Provision.objects.get(pk="pp42-11-2004"),
    )


def _hear(runner: Runner, respondent: Respondent, inspector: User) -> None:
    session = Session(
        held_by=home(inspector),
        held_at=moment("2023-06-09", "09.00"),
        place="Kantor Inspektorat Kota Palembang",
        attendances=[
            Attendance(name="Inspektur", part=Attendance.Part.CHAIR),
            Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT),
            Attendance(name="Kepala sekolah", part=Attendance.Part.COMPANION, capacity="Kepala SD Negeri 165"),
        ],
        statements=[
            Statement(
                question="Kapan siaran itu dilakukan?",
                answer="Setelah mengawas ujian, pukul 12.00, ketika murid sudah pulang.",
            ),
            Statement(question="Bagaimana sikap Saudara?", answer="Mengakui, menyesal, dan meminta maaf."),
        ],
    )
    runner.act(Act.HOLD_HEARING, respondent, actor=inspector, at=moment("2023-06-09", "10.30"), session=session)


def _wait(runner: Runner, respondent: Respondent, inspector: User) -> None:
    """Apology and written statement, then the hold until the city decides."""
    for kind, text in (
        (Fact.Kind.APOLOGY, "Meminta maaf dan menyesal; akan diteruskan kepada pemerintah kota dan Sekda"),
        (Fact.Kind.STATEMENT_LETTER, "Menandatangani surat pernyataan"),
    ):
        runner.act(
            Act.RECORD_FACT,
            respondent,
            actor=inspector,
            at=moment("2023-06-09", "11.00"),
            kind=kind,
            by=str(respondent),
            text=text,
        )
    runner.act(
        Act.HOLD,
        respondent,
        actor=inspector,
        at=moment("2023-06-09", "13.00"),
        reason="Menunggu arahan pimpinan: teguran atau sanksi",
        owner="Sekretaris Daerah Kota Palembang",
        review_on=moment("2023-06-12").date(),
    )


def _speak(runner: Runner, case: Case, inspector: User) -> None:
    claim = HoursClaim(
        claimed_by="Terlapor, lewat Inspektorat",
        claimed_at=moment("2023-06-06", "12.00"),
        source="Pemeriksaan 9/6/2023; detikSumbagsel 9/6/2023",
    )
    runner.on_case(Act.ADD_CLAIM, case, actor=inspector, at=moment("2023-06-09", "14.30"), claim=claim)
    second_caption = HoursClaim(
        claimed_by="Akun yang memviralkan (keterangan kedua)",
        within_hours=True,
        source="Keterangan unggahan kedua: berseragam ke kantor hanya untuk siaran dan karaoke; selalu begitu",
    )
    runner.on_case(Act.ADD_CLAIM, case, actor=inspector, at=moment("2023-06-09", "14.40"), claim=second_caption)
    for by, day, gist in (
        (
            "Sekretaris Daerah",
            "2023-06-08",
            "BKPSDM diminta memanggil; tidak segan memberi sanksi bila kode etik dilanggar.",
        ),
        ("Kepala Bidang Disiplin BKPSDM", "2023-06-08", "Sudah dikonfirmasi lewat telepon; akan dipanggil langsung."),
        ("Inspektur", "2023-06-09", "Diperintah kemarin, dipanggil pagi ini, hadir didampingi kepala sekolah."),
        ("Inspektur", "2023-06-09", "Permintaan maaf dilaporkan kepada kota; teguran atau sanksi menunggu arahan."),
    ):
        statement = PublicStatement(by=by, on=moment(day).date(), gist=gist)
        runner.on_case(
            Act.RECORD_STATEMENT, case, actor=inspector, at=moment("2023-06-09", "15.00"), statement=statement
        )
