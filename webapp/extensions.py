"""The Flask extensions, made here and bound to the application in `create_app`."""

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from webapp.columns import Base

# Reading a committed row again after `writing()` costs a select and can change under our feet; views answer at once.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(directory="webapp/migrations")
login = LoginManager()
csrf = CSRFProtect()
